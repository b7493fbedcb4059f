import { vendorOf } from '../../token/issuer.ts';
import { text } from '../../token/text.ts';
import { oidcScopes, type Preset } from '../preset.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const cloud = 'login.microsoftonline.com';

export const entra: Preset = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  example: 'contoso.onmicrosoft.com',
  byIssuer: ({ href }) => vendorOf(href) === 'entra',
  issuersAt: ({ hostname, pathname, origin, href }) => {
    const segments = pathname.split('/').filter((segment) => segment !== '');
    const [tenant, second] = segments;
    if (hostname === 'sts.windows.net' && tenant !== undefined) return [`https://${cloud}/${tenant}/v2.0`];
    if (vendorOf(href) !== 'entra' || tenant === undefined) return [];
    // A user flow of Azure AD B2C stands between the tenant and the endpoints.
    const flow = /^b2c_/i.test(second ?? '') ? `/${second ?? ''}` : '';
    return [`${origin}/${tenant}${flow}/v2.0`];
  },
  issuerNamed: (name) =>
    guid.test(name) || /^[\w-]+\.onmicrosoft\.(com|us)$/i.test(name) ? `https://${cloud}/${name}/v2.0` : undefined,
  missingAt: ({ hostname, pathname }) => {
    if (/^(portal\.azure|entra\.microsoft)\.com$/.test(hostname) || (hostname === cloud && pathname === '/')) {
      return text(
        'Which tenant? Write its name (contoso.onmicrosoft.com) or its id; “Overview” in the Entra admin center shows both.',
      );
    }
    return undefined;
  },
  scopes: oidcScopes,
  redirectUri: 'http://localhost',
  registration: {
    where: text('Authentication › Mobile and desktop applications'),
    matching: text('Any port is accepted, but no other path'),
  },
  api: {
    by: 'scopes',
    required: true,
    prompt: text('A scope of your API (api://…/Orders.Read), or its application id. Each token is for one API.'),
    example: 'api://00000000-0000-0000-0000-000000000000/.default',
    scopesFor: (audience, granted) => {
      const api = guid.test(audience) ? `api://${audience}` : audience.replace(/\/$/, '');
      return granted.length === 0 ? [`${api}/.default`] : granted.map((scope) => `${api}/${scope}`);
    },
  },
  admin: (_, clientId) =>
    guid.test(clientId)
      ? `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Authentication/appId/${clientId}`
      : 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  quirks: [
    {
      says: 'There is no `audience`: a scope such as `api://…/Orders.Read` or `api://…/.default` names the API, one API a token.',
      source: 'https://learn.microsoft.com/entra/identity-platform/scopes-oidc',
    },
    {
      says: 'Tokens for Microsoft Graph cannot be verified by anybody else; that does not make them invalid.',
      source: 'https://learn.microsoft.com/entra/identity-platform/access-tokens',
    },
    {
      says: 'A redirect URI `http://localhost` is accepted with any port, but not with another path.',
      source: 'https://learn.microsoft.com/entra/identity-platform/reply-url',
    },
  ],
};
