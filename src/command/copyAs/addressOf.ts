import type { ApiTarget } from '../target.ts';
import { urlOfApi } from './formats.ts';

/** Where an API answers, where its profile says so. The demo's APIs have made-up names; they answer beside the provider. */
export function addressOf({ profile, api }: Pick<ApiTarget, 'profile' | 'api'>): string | undefined {
  return profile.origin === 'demo'
    ? `${profile.issuer}/api/${encodeURIComponent(api.name)}`
    : urlOfApi([api.audience, ...api.resource]);
}
