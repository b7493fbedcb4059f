import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import { matches, oidcScopes, plainName, type Preset } from '../preset.ts';

const realm = /^(.*)\/realms\/([^/]+)/;

export const keycloak: Preset = {
  id: 'keycloak',
  name: 'Keycloak',
  example: 'https://keycloak.example.com/realms/my-realm',
  byIssuer: ({ href }) => vendorOf(href) === 'keycloak',
  byMetadata: ({ token_endpoint: token }) => matches(token, /\/protocol\/openid-connect\/token$/),
  issuersAt: ({ origin, pathname, hash }) => {
    const [path] = realm.exec(pathname) ?? [];
    if (path !== undefined) return [origin + path];
    const [, base, console] = /^(.*)\/admin\/([^/]+)\/console/.exec(pathname) ?? [];
    if (base === undefined || console === undefined) return [];
    // The console of a realm, or the master realm's with the realm behind the #.
    const [, shown = console] = /^#\/([\w.-]+)/.exec(hash) ?? [];
    return [`${origin}${base}/realms/${shown}`];
  },
  scopes: oidcScopes,
  redirectUri: 'http://127.0.0.1/callback',
  registered: 'http://127.0.0.1/*',
  registration: { where: text('Public client › Valid redirect URIs'), matching: text('Any port is accepted') },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Client scopes to ask for, separated by spaces. An “Audience” mapper in them decides the audience.'),
    example: 'orders',
  },
  admin: ({ origin, pathname }) => {
    const [, base, name] = realm.exec(pathname) ?? [];
    const plain = plainName(name);
    return base === undefined || plain === undefined
      ? undefined
      : `${origin}${base}/admin/master/console/#/${plain}/clients`;
  },
  quirks: [
    {
      says: 'The client has “Standard flow” on and “Client authentication” off.',
      source: 'https://www.keycloak.org/docs/latest/server_admin/#_oidc_clients',
    },
    {
      says: 'The client’s scopes decide the audience (an “Audience” mapper); `account` alone means that none is set up.',
      source: 'https://www.keycloak.org/docs/latest/server_admin/#audience-support',
    },
    {
      says: '`offline_access` brings an offline session, which outlives the sign-in in the browser.',
      source: 'https://www.keycloak.org/docs/latest/server_admin/#_offline-access',
    },
  ],
};
