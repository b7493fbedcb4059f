import type { RealCase } from './realCase.ts';
import { jwt } from './tokens.ts';

const issuer = 'https://sso.acme.example/realms/test';
const realm = { iss: issuer, typ: 'Bearer', sub: '2d6baa03-0000-4000-8000-000000000001', acr: '1', sid: 'made-up' };
const times = (now: number): object => ({ iat: now - 30, exp: now + 270 });

const okta = 'https://acme.okta.com';
const oktaUser = { ver: 1, jti: 'AT.made-up', uid: '00u1made2up3', sub: 'ada@acme.example', cid: '0oa1made2up3' };

export const keycloakAndOktaCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/keycloak/keycloak/issues/35262',
    saw: 'The audience of the access token is “account” and not the client.',
    paste: (now) => jwt({ ...times(now), ...realm, aud: 'account', azp: 'ui-client', scope: 'openid email profile' }),
    profile: { issuer, clientId: 'ui-client', scopes: ['openid', 'email', 'profile'] },
    finding: 'keycloak.audience',
  },
  {
    thread: 'https://github.com/interlink-hq/interLink/issues/459',
    saw: '“audience claims [aud] do not exist in claims”: a proxy refuses the token.',
    paste: (now) =>
      jwt({
        ...{ auth_time: now - 3600, ...times(now), ...realm, azp: 'oidc-agent' },
        ...{ scope: 'openid offline_access profile email', session_state: 'made-up' },
        eduperson_assurance: ['https://refeds.org/assurance', 'https://refeds.org/assurance/IAP/low'],
      }),
    finding: 'keycloak.audience',
  },
  {
    thread: 'https://github.com/nokia/kong-oidc/issues/167',
    saw: 'The token has “openid profile email” and not the scope by which the gateway should decide.',
    paste: (now) =>
      jwt({ ...times(now), ...realm, aud: ['orders', 'account'], azp: 'kong', scope: 'openid profile email' }),
    profile: { issuer, clientId: 'kong', scopes: ['openid', 'profile', 'email', 'myscope'] },
    finding: 'scope.missing',
  },
  {
    thread: 'https://github.com/keycloak/keycloak/issues/13956',
    saw: 'With all its roles the token is larger than the 8 kB that headers may have.',
    paste: (now) =>
      jwt({
        ...{ ...times(now), ...realm, aud: ['orders', 'account'], azp: 'backend', scope: 'openid' },
        realm_access: { roles: Array.from({ length: 400 }, (_, index) => `application-${String(index)}-editor`) },
      }),
    finding: 'shape.large',
  },
  {
    thread: 'https://github.com/keycloak/keycloak/issues/15390',
    saw: 'The “kid” of a refresh token is not among the realm’s keys, and its algorithm is HS256.',
    paste: (now) =>
      jwt(
        { ...times(now), ...realm, typ: 'Refresh', aud: issuer, azp: 'ui-client', scope: 'openid email profile' },
        { alg: 'HS256' },
      ),
    finding: 'kind.refreshToken',
    besides: ['signature.symmetric'],
  },
  {
    thread: 'https://github.com/okta/okta-oidc-js/issues/46',
    saw: '“Unable to find a signing key”: the token comes from company.okta.com/oauth2/v1/authorize.',
    paste: (now) => jwt({ ...times(now), ...oktaUser, iss: okta, aud: okta, scp: ['openid'] }),
    profile: { issuer: okta, clientId: oktaUser.cid, scopes: ['openid'] },
    finding: 'okta.orgServer',
  },
  {
    thread: 'https://github.com/nextauthjs/next-auth/issues/2017',
    saw: 'The session goes on with an Okta access token that ended hours ago, and the API answers 401.',
    paste: (now) => {
      const issued = { iat: now - 40_000, exp: now - 36_400 };
      return jwt({ ...issued, ...oktaUser, iss: `${okta}/oauth2/default`, aud: 'api://default', scp: ['openid'] });
    },
    finding: 'time.expired',
  },
];
