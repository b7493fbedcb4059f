import { text } from '../../token/text.ts';
import { matches, oidcScopes, type Preset } from '../preset.ts';

const pingOne = /^auth\.pingone\.(com|eu|ca|asia|com\.au|sg)$/;

export const ping: Preset = {
  id: 'ping',
  name: 'Ping Identity',
  example: 'https://auth.pingone.eu/ENVIRONMENT-ID/as',
  byIssuer: ({ hostname }) => pingOne.test(hostname),
  byMetadata: ({ authorization_endpoint: authorization }) => matches(authorization, /\/as\/authorization\.oauth2$/),
  issuersAt: ({ hostname, origin, pathname }) => {
    const [, environment] = /^\/([0-9a-f-]{36})(?:\/|$)/i.exec(pathname) ?? [];
    if (pingOne.test(hostname) && environment !== undefined) return [`${origin}/${environment}/as`];
    return /^\/(as|idp)\/\w+\.(oauth2|openid)$/.test(pathname) ? [origin] : [];
  },
  scopes: oidcScopes,
  redirectUri: 'http://127.0.0.1/callback',
  registration: { where: text('Native application › Redirect URIs'), matching: text('PingOne accepts any port') },
  api: {
    by: 'scopes',
    required: false,
    prompt: text('Scopes of your API, separated by spaces. The resource they belong to becomes the audience.'),
    example: 'orders:read',
  },
  admin: ({ hostname }) => {
    const [, domain] = pingOne.exec(hostname) ?? [];
    return domain === undefined ? undefined : `https://console.pingone.${domain}/`;
  },
  quirks: [
    {
      says: 'Whether a token is a JWT or opaque is up to the access token manager of PingFederate.',
      source:
        'https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_configuring_access_token_management_instance.html',
    },
    {
      says: 'PingOne accepts any port of a loopback redirect URI.',
      source: 'https://docs.pingidentity.com/r/0ue6NPmZLPN667l6iXUjRg/1UDQUSMN0v89ZIeaadTFqA',
    },
  ],
};
