import type { RealCase } from './realCase.ts';
import { jwt } from './tokens.ts';

const issuer = 'https://localhost:5001';
const user = { client_id: 'demo-client', sub: '600808ab-0000-4000-8000-000000000001', idp: 'local', sid: 'MADEUP' };

/** IdentityServer and AD FS. */
export const identityServerCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/DuendeArchive/Support/issues/414',
    saw: 'With “require resource indicator” the token for the resource has no audience.',
    paste: (now) =>
      jwt({
        ...{ iss: issuer, nbf: now, iat: now, exp: now + 3600, scope: 'openid profile scope.325908' },
        ...{ amr: ['external'], ...user, auth_time: now - 216, jti: '39C722A0' },
      }),
    finding: 'audience.none',
  },
  {
    thread: 'https://github.com/DuendeArchive/IdentityServer4/issues/1298',
    saw: '“iat is at a future date”: clocks of customers’ computers are 5 to 20 minutes late.',
    paste: (now) =>
      jwt({
        ...{ iss: issuer, nbf: now + 600, iat: now + 600, exp: now + 900, aud: 'demo-client', nonce: 'made-up' },
        ...{ at_hash: 'made-up', amr: ['pwd'], sub: user.sub, auth_time: now + 590, idp: 'local' },
      }),
    use: 'idToken',
    finding: 'time.issuedInFuture',
    besides: ['time.notYetValid'],
  },
  {
    thread: 'https://github.com/damienbod/angular-auth-oidc-client/issues/1242',
    saw: 'Clients whose clock is late get no valid token: “nbf” is in their future.',
    paste: (now) =>
      jwt({ iss: issuer, nbf: now + 90, iat: now, exp: now + 3600, aud: 'orders', scope: ['orders'], ...user }),
    finding: 'time.notYetValid',
  },
  {
    thread: 'https://github.com/SevenSpikes/api-plugin-for-nopcommerce/issues/99',
    saw: '“The token is missing an Expiration Time”, though it has an “exp”.',
    paste: (now) =>
      jwt({
        ...{ nbf: now - 60, exp: 3_664_145_424, iss: 'http://localhost:55390', client_id: 'f8bc9602-0000' },
        ...{ aud: ['http://localhost:55390/resources', 'nop_api'], sub: 'f8bc9602-0000', auth_time: now - 65 },
        ...{ idp: 'local', scope: ['nop_api', 'offline_access'], amr: ['pwd'] },
      }),
    finding: 'time.beyond2038',
  },
  {
    thread: 'https://github.com/IdentityServer/IdentityServer3/issues/3616',
    saw: 'The access token of AD FS has another audience and issuer than the ID token.',
    paste: (now) =>
      jwt({
        ...{ aud: 'urn:microsoft:userinfo', iss: 'http://fs.acme.example/adfs/services/trust', iat: now - 60 },
        ...{ exp: now + 3540, apptype: 'Confidential', appid: 'PDLAPI', ver: '1.0', scp: 'openid' },
        authmethod: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
        ...{ auth_time: '2026-03-01T10:21:15.733Z', sub: 'xBZpMT9zNKNyMjFsj4CF80crrwS' },
      }),
    finding: 'adfs.userinfo',
    besides: ['time.notNumber'],
  },
];
