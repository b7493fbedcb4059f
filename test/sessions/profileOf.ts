import type { Profile } from '../../src/profile/profile.ts';

export function profileOf(issuer: string, extra: Partial<Profile> = {}): Profile {
  const scopes = ['openid', 'offline_access'];
  return {
    name: 'work',
    issuer,
    clientId: 'editor',
    redirectUri: 'http://127.0.0.1/callback',
    grant: 'authorizationCode',
    clientAuthentication: 'none',
    scopes,
    apis: [{ name: 'default', resource: [], scopes }],
    authorizationParameters: {},
    tokenParameters: {},
    origin: 'settings',
    ...extra,
  };
}
