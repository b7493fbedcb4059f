/** A server whose habits the inspector knows. */
export type Vendor =
  'auth0' | 'entra' | 'okta' | 'keycloak' | 'cognito' | 'google' | 'githubActions' | 'kubernetes' | 'adfs';

/** The vendor behind an issuer, as far as its address tells. Custom domains stay unknown. */
export function vendorOf(issuer: string | undefined): Vendor | undefined {
  const url = issuer === undefined ? undefined : parseUrl(issuer);
  if (url === undefined) return issuer === 'kubernetes/serviceaccount' ? 'kubernetes' : bareVendor(issuer);
  const { hostname, pathname } = url;
  if (/(?:^|\.)auth0(?:app)?\.com$/.test(hostname)) return 'auth0';
  if (/^(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net)$/.test(hostname))
    return 'entra';
  if (/\.(?:ciamlogin|b2clogin)\.com$/.test(hostname)) return 'entra';
  if (/(?:^|\.)(?:okta|oktapreview|okta-emea|okta-gov)\.com$/.test(hostname)) return 'okta';
  if (/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(hostname)) return 'cognito';
  if (hostname === 'accounts.google.com') return 'google';
  if (hostname === 'token.actions.githubusercontent.com') return 'githubActions';
  if (
    /^(?:kubernetes\.default(?:\.svc.*)?|container\.googleapis\.com|oidc\.eks\.[a-z0-9-]+\.amazonaws\.com)$/.test(
      hostname,
    )
  ) {
    return 'kubernetes';
  }
  if (/\/realms\/[^/]+\/?$/.test(pathname)) return 'keycloak';
  if (/\/adfs(?:\/|$)/.test(pathname)) return 'adfs';
  return undefined;
}

function bareVendor(issuer: string | undefined): Vendor | undefined {
  return issuer === 'accounts.google.com' ? 'google' : undefined;
}

export type IssuerComparison =
  | 'same'
  /** Only a slash at the end differs. */
  | 'slash'
  /** Another spelling of the same server that its vendor documents. */
  | 'alias'
  | 'different';

/** Holds the issuer that was expected against the one in a token: exact, as OIDC Core §3.1.3.7 wants it, with the known exceptions told apart. */
export function compareIssuers(expected: string, actual: string): IssuerComparison {
  if (expected === actual) return 'same';
  if (expected.replace(/\/$/, '') === actual.replace(/\/$/, '')) return 'slash';
  if (googleIssuers.has(expected) && googleIssuers.has(actual)) return 'alias';
  const tenant = entraTenant(actual);
  const wanted = entraTenant(expected);
  if (tenant === undefined || wanted === undefined) return 'different';
  return tenant === wanted || sharedTenants.has(wanted) ? 'alias' : 'different';
}

/** Google's ID tokens may leave the scheme away (Google, OpenID Connect: validating an ID token). */
const googleIssuers = new Set(['https://accounts.google.com', 'accounts.google.com']);

/** A sign-in at these issuers is answered by the user's own tenant. */
const sharedTenants = new Set(['common', 'organizations', 'consumers', '{tenantid}']);

/** The tenant in an issuer of Entra ID: v1 tokens come from `sts.windows.net`, v2 tokens from `login.microsoftonline.com`. */
function entraTenant(issuer: string): string | undefined {
  const match =
    /^https:\/\/(?:sts\.windows\.net\/([^/]+)\/?|login\.microsoftonline\.(?:com|us)\/([^/]+)\/(?:v2\.0)?\/?)$/.exec(
      issuer,
    );
  return match?.[1] ?? match?.[2];
}

/** Parses an absolute URL; `undefined` when it is none. */
export function parseUrl(value: string): URL | undefined {
  return value.length < 2048 && URL.canParse(value) ? new URL(value) : undefined;
}
