import { text } from '../../token/text.ts';
import { oidcScopes, type Preset } from '../preset.ts';

export const dex: Preset = {
  id: 'dex',
  name: 'Dex',
  example: 'https://dex.example.com/dex',
  byIssuer: ({ pathname }) => /\/dex\/?$/.test(pathname),
  byMetadata: ({ issuer, authorization_endpoint: authorization, jwks_uri: keys }) =>
    typeof issuer === 'string' && authorization === `${issuer}/auth` && keys === `${issuer}/keys`,
  issuersAt: ({ origin, pathname }) => {
    const [, path] = /^(.*\/dex)(?:\/|$)/.exec(pathname) ?? [];
    return path === undefined ? [] : [origin + path];
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost/callback',
  registration: {
    where: text('Nothing to register for a client with public: true'),
    matching: text('Any port of localhost is accepted'),
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('The scope for another client, which becomes the audience of the ID token.'),
    example: 'audience:server:client_id:CLIENT-ID',
  },
  quirks: [
    {
      says: 'A public client may come back to any port of `http://localhost`; the scope `audience:server:client_id:…` adds another client to the audience.',
      source: 'https://dexidp.io/docs/configuration/custom-scopes-claims-clients/',
    },
  ],
};
