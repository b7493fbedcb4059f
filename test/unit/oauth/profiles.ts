import type { CallbackPageText } from '../../../src/oauth/callbackPage.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';

export function profileFor(issuer: string, changes: Partial<Profile> = {}): Profile {
  const scopes = changes.scopes ?? ['openid', 'offline_access'];
  return {
    name: 'integration',
    issuer,
    clientId: 'native',
    redirectUri: 'http://127.0.0.1/callback',
    grant: 'authorizationCode',
    clientAuthentication: 'none',
    scopes,
    apis: [api({ scopes })],
    authorizationParameters: {},
    tokenParameters: {},
    origin: 'settings',
    ...changes,
  };
}

export function api(changes: Partial<Api> = {}): Api {
  return { name: 'default', resource: [], scopes: ['openid', 'offline_access'], ...changes };
}

export const page: CallbackPageText = {
  language: 'en',
  signedIn: { title: 'You are signed in', body: 'You can close this window and return to VS Code.' },
  refused: { title: 'You are not signed in', body: 'The authorization server refused:' },
  unexpected: { title: 'Nothing waits for this page', body: 'Return to VS Code.' },
};
