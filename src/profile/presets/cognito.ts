import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import type { Preset } from '../preset.ts';

const pool = /^([a-z]{2}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+$/;

export const cognito: Preset = {
  id: 'cognito',
  name: 'Amazon Cognito',
  example: 'eu-west-1_AbCdEfGhI',
  byIssuer: ({ href }) => vendorOf(href) === 'cognito',
  issuersAt: ({ hostname, pathname, href, origin }) => {
    const segments = pathname.split('/');
    const id = segments.find((segment) => pool.test(segment));
    if (id === undefined) return [];
    if (vendorOf(href) === 'cognito') return [`${origin}/${id}`];
    return /\.console\.aws\.amazon\.com$/.test(hostname) ? [issuerOf(id)] : [];
  },
  issuerNamed: (name) => (pool.test(name) ? issuerOf(name) : undefined),
  missingAt: ({ hostname, href }) => {
    if (/\.amazoncognito\.com$/.test(hostname) || vendorOf(href) === 'cognito') {
      return text(
        'This address does not say which user pool. Write the user pool ID instead (eu-west-1_AbCdEfGhI); its overview in the AWS console shows it.',
      );
    }
    return undefined;
  },
  scopes: ['openid', 'profile', 'email'],
  redirectUri: 'http://localhost:3000/callback',
  registration: {
    where: text('App client without a secret › Allowed callback URLs'),
    matching: text('Compared to the letter; http only for localhost'),
  },
  api: {
    by: 'scopes',
    required: false,
    prompt: text(
      'Scopes of your resource server, separated by spaces. There is no audience: the API checks the scope.',
    ),
    example: 'orders/read',
  },
  admin: ({ pathname }) => {
    const [, region] = pool.exec(pathname.slice(1)) ?? [];
    return region === undefined
      ? undefined
      : `https://${region}.console.aws.amazon.com/cognito/v2/idp/user-pools?region=${region}`;
  },
  quirks: [
    {
      says: 'Access tokens have no `aud`; the API checks `client_id`, `token_use` and the scope.',
      source:
        'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html',
    },
    {
      says: 'A refresh token comes without a scope for it, and stays the same unless rotation is turned on.',
      source:
        'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html',
    },
    {
      says: 'The issuer is the user pool; the sign-in pages are at the pool’s domain, which must be set up.',
      source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html',
    },
  ],
};

function issuerOf(id: string): string {
  return `https://cognito-idp.${pool.exec(id)?.[1] ?? ''}.amazonaws.com/${id}`;
}
