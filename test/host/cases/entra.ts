import type { RealCase } from './realCase.ts';
import { answer, jwt, opaque } from './tokens.ts';

const tenant = '0a1b2c3d-0000-4000-8000-000000000001';
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
const version1 = `https://sts.windows.net/${tenant}/`;
const clientId = '0a1b2c3d-0000-4000-8000-0000000000c1';
const api = '0a1b2c3d-0000-4000-8000-0000000000a1';
const openid = ['openid', 'profile'];

const times = (now: number): object => ({ iat: now - 60, nbf: now - 60, exp: now + 3840 });
const person = { oid: '0a1b2c3d-0000-4000-8000-0000000000f1', sub: 'xBZpMT9zNKNyMjFsj4CF80crrwS', tid: tenant };
const user1 = { iss: version1, appid: clientId, appidacr: '0', acr: '1', amr: ['pwd'], ver: '1.0', ...person };
const user2 = { iss: issuer, azp: clientId, azpacr: '0', ver: '2.0', ...person };

export const entraCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/AzureAD/passport-azure-ad/issues/280',
    saw: 'A token for graph.microsoft.com works at Graph and is an “invalid signature” to the person’s own API.',
    paste: (now) =>
      jwt({ aud: 'https://graph.microsoft.com', ...times(now), ...user1, scp: 'User.Read' }, { nonce: 'made-up' }),
    profile: { issuer, clientId, scopes: [...openid, 'https://graph.microsoft.com/User.Read'] },
    finding: 'entra.graph',
  },
  {
    thread: 'https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/3819',
    saw: '“Invalid token: aud is empty”: the audience seems to be zeros, and a Spring Boot API refuses it.',
    paste: (now) =>
      jwt({
        ...{ aud: '00000003-0000-0000-c000-000000000000', ...times(now), ...user1, acct: 0 },
        ...{ app_displayname: 'ACME', idtyp: 'user', scp: 'openid profile User.Read email' },
      }),
    finding: 'entra.graph',
  },
  {
    thread: 'https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/2363',
    saw: 'API Management refuses the token: its issuer is sts.windows.net and not login.microsoftonline.com.',
    paste: (now) => jwt({ aud: `api://${api}`, ...times(now), ...user1, scp: 'access_as_user' }),
    profile: { issuer, clientId, scopes: [...openid, `api://${api}/.default`] },
    finding: 'entra.version',
  },
  {
    thread: 'https://github.com/oauth2-proxy/oauth2-proxy/issues/2083',
    saw: 'The audience is the application’s id; the API expects it with “api://” before it.',
    paste: (now) => jwt({ aud: api, ...times(now), ...user2, scp: 'user_impersonation' }),
    profile: { issuer, clientId, scopes: [...openid, `api://${api}/user_impersonation`] },
    finding: 'entra.audienceForm',
  },
  {
    thread: 'https://github.com/MicrosoftDocs/azure-docs/issues/50935',
    saw: 'With client credentials and .default the token has neither scp nor roles, and the library refuses it.',
    paste: (now) =>
      jwt({ aud: `api://${api}`, ...times(now), ...user1, amr: undefined, appidacr: '1', oid: person.oid }),
    profile: {
      issuer,
      clientId,
      grant: 'clientCredentials',
      clientAuthentication: 'clientSecretBasic',
      scopes: [`api://${api}/.default`],
    },
    finding: 'scope.none',
  },
  {
    thread: 'https://github.com/ThreeMammals/Ocelot/issues/1567',
    saw: 'A gateway finds no scope, though “scp” of the token is access_as_user.',
    paste: (now) => jwt({ aud: `api://${api}`, ...times(now), ...user1, scp: 'access_as_user' }),
    finding: 'scope.scp',
  },
  {
    thread: 'https://github.com/MicrosoftDocs/azure-docs/issues/6996',
    saw: 'groupMembershipClaims is set, and the token has “hasgroups” and no groups.',
    paste: (now) =>
      jwt({ aud: clientId, ...times(now), iss: version1, ...person, nonce: 'made-up', hasgroups: 'true', ver: '1.0' }),
    use: 'idToken',
    finding: 'entra.groupsOverage',
  },
  {
    thread: 'https://github.com/MicrosoftDocs/azure-docs/issues/58286',
    saw: 'For an outlook.com account the access token is no JWT.',
    paste: () => opaque(900, 'EwBwA8l6BAAU'),
    profile: {
      issuer: 'https://login.microsoftonline.com/common/v2.0',
      clientId,
      scopes: [...openid, 'offline_access'],
    },
    finding: 'kind.opaqueByDesign',
  },
  {
    thread: 'https://github.com/MicrosoftDocs/azure-docs/issues/41925',
    saw: 'The answer has scopes and an access token, and no refresh_token.',
    paste: (now) =>
      answer(
        jwt(
          { aud: '00000003-0000-0000-c000-000000000000', ...times(now), ...user1, scp: 'Mail.ReadWrite User.Read' },
          { nonce: 'made-up' },
        ),
        { scope: 'Mail.ReadWrite User.Read profile openid email', ext_expires_in: 3599 },
      ),
    profile: { issuer, clientId, scopes: ['openid', 'profile', 'email', 'User.Read', 'Mail.ReadWrite'] },
    finding: 'refresh.notRequested',
    besides: ['entra.graph'],
  },
  {
    thread: 'https://github.com/pond/omniauth-entra-id/issues/4',
    saw: 'Signing in works, and the payload has no refresh_token.',
    paste: (now) => answer(jwt({ aud: api, ...times(now), ...user2, scp: 'Orders.Read' }), { scope: 'Orders.Read' }),
    finding: 'refresh.none',
  },
];
