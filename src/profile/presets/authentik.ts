import { text } from '../../token/text.ts';
import { matches, oidcScopes, type Preset } from '../preset.ts';

const application = /^(.*\/application\/o\/)([\w-]+)(?:\/|$)/;
/** Endpoints that all applications share stand where an application's name would. */
const shared = new Set(['authorize', 'token', 'userinfo', 'introspect', 'revoke', 'device', 'end-session']);

export const authentik: Preset = {
  id: 'authentik',
  name: 'Authentik',
  example: 'https://authentik.example.com/application/o/my-app/',
  byIssuer: ({ pathname }) => application.test(pathname),
  byMetadata: ({ token_endpoint: token }) => matches(token, /\/application\/o\/token\/$/),
  issuersAt: ({ origin, pathname }) => {
    const [, path, slug = ''] = application.exec(pathname) ?? [];
    return path === undefined || shared.has(slug) ? [] : [`${origin}${path}${slug}/`];
  },
  missingAt: ({ pathname }) => {
    const [, , slug = ''] = application.exec(pathname) ?? [];
    return shared.has(slug) || /^\/if\/admin\//.test(pathname)
      ? text(
          'Authentik has an issuer for each application. Write …/application/o/APPLICATION/, with the slug of the application.',
        )
      : undefined;
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost:3000/callback',
  registration: {
    where: text('Public OAuth2 provider › Redirect URIs'),
    matching: text('Compared to the letter, or as a regular expression'),
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Scopes of your own scope mappings, separated by spaces. The audience is the client ID.'),
    example: 'orders',
  },
  admin: ({ origin }) => `${origin}/if/admin/#/core/providers`,
  quirks: [
    {
      says: 'Each application has an issuer of its own, `…/application/o/SLUG/`, slash included.',
      source: 'https://docs.goauthentik.io/add-secure-apps/providers/oauth2/',
    },
    {
      says: 'A refresh token needs the `offline_access` scope mapping in the provider.',
      source: 'https://docs.goauthentik.io/add-secure-apps/providers/oauth2/',
    },
  ],
};
