import type { FindingProfile } from '../findingInput.ts';
import type { ExplainContext, KnownApi } from './explanation.ts';

/** What a request named to choose the API. */
export function targetsOf(from: Pick<FindingProfile, 'audience' | 'resource'> | undefined): readonly string[] {
  return [...(from?.audience === undefined ? [] : [from.audience]), ...(from?.resource ?? [])];
}

/** Whether the API is asked for by this audience. Entra ID names one API as `api://<id>` and as `<id>`. */
export function namesAudience(api: Pick<KnownApi, 'audience' | 'resource' | 'scopes'>, audience: string): boolean {
  const bare = audience.replace(/^api:\/\//, '');
  return (
    targetsOf(api).some((target) => target === audience || target.replace(/^api:\/\//, '') === bare) ||
    api.scopes.some((scope) => scope.includes('://') && scope.startsWith(`${audience}/`)) ||
    api.scopes.some((scope) => scope.startsWith(`api://${bare}/`))
  );
}

/** The API that a token for one of these audiences comes from. */
export function apiFor(audiences: readonly string[], { apis }: ExplainContext): KnownApi | undefined {
  for (const audience of audiences) {
    const found = apis.find((api) => namesAudience(api, audience));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One that differs by a slash at the end alone. */
export function apiButForSlash(audiences: readonly string[], { apis }: ExplainContext): KnownApi | undefined {
  const wanted = audiences.map(withoutSlash);
  return apis.find((api) => targetsOf(api).some((target) => wanted.includes(withoutSlash(target))));
}

function withoutSlash(value: string): string {
  return value.endsWith('/') ? value.slice(0, -1) : value;
}
