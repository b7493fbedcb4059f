import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import { oidcScopes, type Preset } from '../preset.ts';

const tenantHost = /^([\w-]+)\.(?:(\w+)\.)?auth0\.com$/;

export const auth0: Preset = {
  id: 'auth0',
  name: 'Auth0',
  example: 'dev-123.eu.auth0.com',
  byIssuer: ({ href }) => vendorOf(href) === 'auth0',
  byMetadata: ({ mfa_challenge_endpoint: challenge }) => typeof challenge === 'string',
  issuersAt: ({ hostname, pathname, href }) => {
    if (hostname === 'manage.auth0.com') {
      const [, region, tenant] = /^\/dashboard\/(\w+)\/([\w-]+)/.exec(pathname) ?? [];
      if (region === undefined || tenant === undefined) return [];
      return [`https://${tenant}.${region}.auth0.com/`, ...(region === 'us' ? [`https://${tenant}.auth0.com/`] : [])];
    }
    return vendorOf(href) === 'auth0' && tenantHost.test(hostname) ? [`https://${hostname}/`] : [];
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost:3000/callback',
  registration: {
    where: text('Native application › Allowed Callback URLs'),
    matching: text('Compared to the letter, port included'),
  },
  api: {
    by: 'audience',
    required: true,
    prompt: text(
      'The identifier of your API, as APIs in the Auth0 dashboard lists it. Without it the token is opaque.',
    ),
    example: 'https://orders.example.com',
  },
  admin: ({ hostname }) => {
    const [, tenant, region = 'us'] = tenantHost.exec(hostname) ?? [];
    return tenant === undefined
      ? 'https://manage.auth0.com/'
      : `https://manage.auth0.com/dashboard/${region}/${tenant}/applications`;
  },
  quirks: [
    {
      says: 'Without an `audience` the access token is opaque and only good for userinfo.',
      source: 'https://auth0.com/docs/secure/tokens/access-tokens/get-access-tokens',
    },
    {
      says: 'With `openid` the token has a second audience, the issuer’s `/userinfo`: that is normal.',
      source: 'https://auth0.com/docs/secure/tokens/access-tokens',
    },
    {
      says: 'A refresh token needs `offline_access` and “Allow Offline Access” in the API’s settings.',
      source: 'https://auth0.com/docs/secure/tokens/refresh-tokens/get-refresh-tokens',
    },
    {
      says: 'The issuer ends in a slash; callbacks are compared to the letter, port included.',
      source: 'https://auth0.com/docs/get-started/applications/application-settings',
    },
  ],
};
