import { text } from '../../token/text.ts';
import type { Preset } from '../preset.ts';

const issuer = 'https://github.com';

export const github: Preset = {
  id: 'github',
  name: 'GitHub',
  example: 'github.com',
  byIssuer: ({ hostname }) => hostname === 'github.com',
  issuersAt: ({ hostname }) => (/^(www\.|api\.)?github\.com$/.test(hostname) ? [issuer] : []),
  issuerNamed: (name) => (/^github$/i.test(name) ? issuer : undefined),
  scopes: ['read:user', 'user:email'],
  redirectUri: 'http://127.0.0.1/callback',
  registration: { where: text('OAuth app › Authorization callback URL'), matching: text('Any port is accepted') },
  clientAuthentication: 'clientSecretPost',
  endpoints: {
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    deviceAuthorization: 'https://github.com/login/device/code',
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('More scopes for GitHub’s API, separated by spaces.'),
    example: 'repo',
  },
  admin: () => 'https://github.com/settings/developers',
  quirks: [
    {
      says: 'OAuth apps have no ID token, no refresh token and no discovery document that is used here: the preset brings the endpoints.',
      source: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    },
    {
      says: 'A client secret is needed besides PKCE; it is asked for at the first sign-in.',
      source: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    },
  ],
};
