import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import { matches, oidcScopes, type Preset } from '../preset.ts';

const adminHost = /-admin(?=\.okta(?:preview|-emea|-gov)?\.com$)/;

export const okta: Preset = {
  id: 'okta',
  name: 'Okta',
  example: 'dev-123456.okta.com',
  byIssuer: ({ href }) => vendorOf(href) === 'okta',
  byMetadata: ({ token_endpoint: token }) => matches(token, /\/oauth2\/(?:[\w-]+\/)?v1\/token$/),
  issuersAt: ({ hostname, pathname, href }) => {
    if (vendorOf(href) !== 'okta') return [];
    const host = `https://${hostname.replace(adminHost, '')}`;
    const [, server] = /^\/oauth2\/([\w-]+)(?:\/|$)/.exec(pathname) ?? [];
    if (server === 'v1') return [host];
    return server === undefined ? [`${host}/oauth2/default`, host] : [`${host}/oauth2/${server}`];
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost:8080/callback',
  registration: {
    where: text('Native app integration › Sign-in redirect URIs'),
    matching: text('Compared to the letter, port included'),
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Scopes of your API, separated by spaces. The authorization server itself decides the audience.'),
    example: 'orders.read',
  },
  admin: ({ hostname, href }) => {
    if (vendorOf(href) !== 'okta') return undefined;
    return `https://${hostname.replace(/^([\w-]+)/, '$1-admin')}/admin/apps/active`;
  },
  quirks: [
    {
      says: 'Access tokens of the org server (without `/oauth2/…`) are for Okta’s own APIs alone; use a custom server such as `/oauth2/default`.',
      source: 'https://developer.okta.com/docs/concepts/auth-servers/',
    },
    {
      says: 'Reusing a rotated refresh token ends the session after a grace period.',
      source: 'https://developer.okta.com/docs/guides/refresh-tokens/main/',
    },
  ],
};
