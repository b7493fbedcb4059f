import type { RealCase } from './realCase.ts';
import { answer, auth0Encrypted, jwt, opaque } from './tokens.ts';

const issuer = 'https://acme.eu.auth0.com/';
const clientId = 'Kr0aCmE1ClIeNt2Id3ThAtIsMaDeUp4x';
const scopes = ['openid', 'profile', 'email'];
const userinfo = `${issuer}userinfo`;

const times = (now: number): object => ({ iat: now - 120, exp: now + 86_280 });
const claims = { iss: issuer, sub: 'google-oauth2|100000000000000000001', azp: clientId, scope: scopes.join(' ') };

export const auth0Cases: readonly RealCase[] = [
  {
    thread: 'https://github.com/auth0/auth0-spa-js/issues/1008',
    saw: 'getTokenSilently() returns a token of five parts, which looks like an invalid JWT.',
    paste: () => auth0Encrypted(issuer),
    profile: { issuer, clientId, scopes },
    finding: 'kind.opaqueNoAudience',
  },
  {
    thread: 'https://github.com/oauth2-proxy/oauth2-proxy/issues/3159',
    saw: 'The audience never reaches the authorize endpoint, and a strange JWE comes back.',
    paste: () => `Authorization: Bearer ${auth0Encrypted(issuer)}`,
    finding: 'kind.opaqueNoAudience',
  },
  {
    thread: 'https://github.com/auth0/auth0-spa-js/issues/301',
    saw: 'The access token is 32 characters and no JWT.',
    paste: () => opaque(32),
    profile: { issuer, clientId, scopes },
    finding: 'kind.opaqueNoAudience',
    // Nothing in the token tells whose it is; that naming the API brings a JWT is said all the same.
    pasted: 'kind.opaque',
  },
  {
    thread: 'https://github.com/auth0/auth0.js/issues/473',
    saw: '“jwt audience invalid. expected: http://localhost:1337”: the token has the client id as audience.',
    paste: (now) =>
      jwt({ ...times(now), iss: issuer, sub: claims.sub, aud: clientId, nonce: 'n-0S6', name: 'Ada', nickname: 'ada' }),
    profile: { issuer, clientId, scopes, audience: 'http://localhost:1337' },
    finding: 'kind.idTokenAsAccessToken',
    pasted: 'kind.idToken',
  },
  {
    thread: 'https://github.com/auth0/auth0-react/issues/421',
    saw: 'A refresh ignores the audience that is asked for and answers for the one of the sign-in.',
    paste: (now) => jwt({ ...claims, ...times(now), aud: ['https://api.acme.example', userinfo] }),
    profile: { issuer, clientId, scopes, audience: 'http://localhost:3000' },
    finding: 'audience.notRequested',
  },
  {
    thread: 'https://github.com/auth0/react-native-auth0/issues/390',
    saw: 'How to get a token for another audience than /userinfo? The one for the API turns out to have both.',
    paste: (now) => jwt({ ...claims, ...times(now), aud: ['https://api.acme.example', userinfo] }),
    profile: { issuer, clientId, scopes, audience: 'https://api.acme.example' },
    finding: 'audience.two',
  },
  {
    thread: 'https://github.com/auth0/auth0-spa-js/issues/115',
    saw: 'A token for the Management API has only “openid profile email”, not the scopes that were asked for.',
    paste: (now) => jwt({ ...claims, ...times(now), aud: [`${issuer}api/v2/`, userinfo] }),
    profile: {
      ...{ issuer, clientId, audience: `${issuer}api/v2/` },
      scopes: [...scopes, 'update:users', 'update:users_app_metadata'],
    },
    finding: 'auth0.managementApi',
    besides: ['scope.missing'],
  },
  {
    thread: 'https://github.com/auth0/auth0-react/issues/179',
    saw: 'Users without the permission get a token all the same, without the scope that was asked for.',
    paste: (now) => jwt({ ...claims, ...times(now), aud: ['https://api.acme.example', userinfo] }),
    profile: { issuer, clientId, audience: 'https://api.acme.example', scopes: [...scopes, 'read:messages'] },
    finding: 'scope.missing',
  },
  {
    thread: 'https://github.com/auth0/node-oauth2-jwt-bearer/issues/67',
    saw: 'The rights are in “permissions”, and requiredScopes of the middleware does not look there.',
    paste: (now) =>
      jwt({ ...claims, ...times(now), aud: ['https://api.acme.example', userinfo], permissions: ['read:reports'] }),
    profile: { issuer, clientId, scopes, audience: 'https://api.acme.example' },
    finding: 'scope.permissions',
  },
  {
    thread: 'https://github.com/auth0/Auth0.swift/issues/193',
    saw: 'refreshToken is nil, and the answer’s scope is “openid profile” without the offline_access that was asked for.',
    paste: (now) =>
      answer(jwt({ ...claims, ...times(now), scope: 'openid profile', aud: ['acme-amazon-endpoint', userinfo] }), {
        scope: 'openid profile',
        expires_in: 86_400,
      }),
    profile: { issuer, clientId, audience: 'acme-amazon-endpoint', scopes: ['openid', 'profile', 'offline_access'] },
    finding: 'refresh.notAllowed',
  },
  {
    thread: 'https://github.com/okta/okta-jwt-verifier-java/issues/143',
    saw: '“Expected iss claim to be: https://….eu.auth0.com, but was: https://….eu.auth0.com/.”',
    paste: (now) => jwt({ ...claims, ...times(now), aud: 'api://default' }),
    profile: { issuer: issuer.slice(0, -1), clientId, scopes, audience: 'api://default' },
    finding: 'issuer.slash',
  },
];
