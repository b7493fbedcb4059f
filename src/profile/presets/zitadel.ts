import { text } from '../../token/text.ts';
import { matches, oidcScopes, type Preset } from '../preset.ts';

export const zitadel: Preset = {
  id: 'zitadel',
  name: 'Zitadel',
  example: 'my-instance-abc123.zitadel.cloud',
  byIssuer: ({ hostname }) => /\.zitadel\.(cloud|ch)$/.test(hostname),
  byMetadata: ({ authorization_endpoint: authorization }) => matches(authorization, /\/oauth\/v2\/authorize$/),
  issuersAt: ({ origin, pathname, hostname }) =>
    /\.zitadel\.(cloud|ch)$/.test(hostname) || /^\/(oauth\/v2\/|oidc\/v1\/|ui\/console)/.test(pathname) ? [origin] : [],
  scopes: oidcScopes,
  redirectUri: 'http://127.0.0.1/callback',
  registration: { where: text('Native application › Redirect URIs'), matching: text('Any port is accepted') },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('The scope for your API’s project, which puts the project into the audience.'),
    example: 'urn:zitadel:iam:org:project:id:PROJECT-ID:aud',
  },
  admin: ({ origin }) => `${origin}/ui/console/projects`,
  quirks: [
    {
      says: 'The scope `urn:zitadel:iam:org:project:id:PROJECT-ID:aud` adds a project to the audience.',
      source: 'https://zitadel.com/docs/apis/openidoauth/scopes',
    },
    {
      says: 'Access tokens are opaque unless the application’s token settings say JWT; a refresh token must be allowed there too.',
      source: 'https://zitadel.com/docs/guides/manage/console/applications',
    },
  ],
};
