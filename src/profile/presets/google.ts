import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import type { Preset } from '../preset.ts';

const issuer = 'https://accounts.google.com';

export const google: Preset = {
  id: 'google',
  name: 'Google',
  example: 'accounts.google.com',
  byIssuer: ({ href }) => vendorOf(href) === 'google',
  issuersAt: ({ hostname }) =>
    /^(accounts\.google\.com|(oauth2|openidconnect)\.googleapis\.com|console\.(cloud|developers)\.google\.com|google\.com)$/.test(
      hostname,
    )
      ? [issuer]
      : [],
  issuerNamed: (name) => (/^google$/i.test(name) ? issuer : undefined),
  scopes: ['openid', 'profile', 'email'],
  redirectUri: 'http://127.0.0.1/callback',
  registration: {
    where: text('Nothing to register for a client of type Desktop app'),
    matching: text('Every loopback address is accepted'),
  },
  clientAuthentication: 'clientSecretPost',
  authorizationParameters: { access_type: 'offline', prompt: 'consent' },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Scopes of a Google API, separated by spaces. Leave empty to know only who signed in.'),
    example: 'https://www.googleapis.com/auth/calendar.readonly',
  },
  admin: () => 'https://console.cloud.google.com/apis/credentials',
  quirks: [
    {
      says: 'A refresh token comes only with `access_type=offline`, and again only with `prompt=consent`; `offline_access` is refused.',
      source: 'https://developers.google.com/identity/protocols/oauth2/web-server#offline',
    },
    {
      says: 'Clients for desktop apps have a client secret too, which is not treated as one; it is asked for at the first sign-in.',
      source: 'https://developers.google.com/identity/protocols/oauth2/native-app',
    },
    {
      says: 'Access tokens are opaque and for Google’s own APIs.',
      source: 'https://cloud.google.com/docs/authentication/token-types',
    },
  ],
};
