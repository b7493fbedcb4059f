import type { Surroundings } from '../oauth/flows.ts';
import type { Profile } from '../profile/profile.ts';
import { forwardedListener } from './flow/forwardedPort.ts';
import { whereabouts } from './whereabouts.ts';

/** What VS Code knows of where it runs, and what the caller knows besides. */
export async function surroundingsOf(
  profile: Profile,
  known: Partial<Pick<Surroundings, 'browser' | 'person' | 'deviceAuthorizationEndpoint'>> = {},
): Promise<Surroundings> {
  return {
    ...whereabouts(),
    browser: true,
    person: true,
    anyRedirectUri: profile.origin === 'demo',
    forwardsRedirectUri: (await forwardedListener(profile.redirectUri)) !== undefined,
    deviceAuthorizationEndpoint: undefined,
    ...known,
  };
}
