import { text } from '../../token/text.ts';
import { matches, oidcScopes, type Preset } from '../preset.ts';

export const duende: Preset = {
  id: 'duende',
  name: 'Duende IdentityServer',
  example: 'https://identity.example.com',
  byIssuer: ({ hostname }) => hostname === 'demo.duendesoftware.com',
  byMetadata: ({ check_session_iframe: frame }) => matches(frame, /\/connect\/checksession$/),
  issuersAt: ({ origin, pathname }) => {
    const [, path] = /^(.*)\/connect\/\w+$/.exec(pathname) ?? [];
    return path === undefined ? [] : [origin + path];
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost:3000/callback',
  registration: {
    where: text('Client configuration › RedirectUris'),
    matching: text('Compared to the letter, port included'),
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Scopes of your API, separated by spaces. The API resources they belong to become the audience.'),
    example: 'orders.read',
  },
  quirks: [
    {
      says: 'The scopes that are asked for decide the audience: an API resource needs at least one scope.',
      source: 'https://docs.duendesoftware.com/identityserver/fundamentals/resources/api-resources/',
    },
    {
      says: 'Redirect URIs are compared to the letter; `AddAppAuthRedirectUriValidator` accepts any port of 127.0.0.1.',
      source: 'https://docs.duendesoftware.com/identityserver/ai/desktop-cli-redirect-uris/',
    },
    {
      says: 'A refresh token needs `AllowOfflineAccess` in the client’s configuration.',
      source: 'https://docs.duendesoftware.com/identityserver/tokens/refresh/',
    },
  ],
};
