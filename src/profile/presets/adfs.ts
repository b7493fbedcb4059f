import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import type { Preset } from '../preset.ts';

export const adfs: Preset = {
  id: 'adfs',
  name: 'AD FS',
  example: 'https://adfs.example.com/adfs',
  byIssuer: ({ href }) => vendorOf(href) === 'adfs',
  issuersAt: ({ origin, pathname }) => (/^\/adfs(\/|$)/.test(pathname) ? [`${origin}/adfs`] : []),
  scopes: ['openid', 'profile', 'email'],
  redirectUri: 'http://localhost:3000/callback',
  registration: {
    where: text('Native application in an application group'),
    matching: text('Compared to the letter, port included'),
  },
  api: {
    by: 'resource',
    required: false,
    prompt: text('The identifier of your web API in the application group. Without it the token is for userinfo only.'),
    example: 'https://orders.example.com',
  },
  quirks: [
    {
      says: 'Without a `resource` the access token is for `urn:microsoft:userinfo`.',
      source: 'https://learn.microsoft.com/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-concepts',
    },
    {
      says: 'Access tokens have another issuer (`…/adfs/services/trust`) than ID tokens.',
      source: 'https://learn.microsoft.com/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-concepts',
    },
  ],
};
