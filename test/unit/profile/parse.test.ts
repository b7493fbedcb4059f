import assert from 'node:assert/strict';
import { endpointKeys } from '../../../src/profile/keys.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { good, setting } from './problemOf.ts';
import { english } from '../token/english.ts';

describe('parseProfiles', () => {
  it('reads the example of the documentation', () => {
    const { profiles, problems } = parseProfiles({
      integration: {
        issuer: 'https://login.example.com/',
        clientId: 'abc123',
        redirectUri: 'http://localhost:3000/callback',
        scopes: ['openid', 'profile', 'email', 'offline_access'],
        apis: {
          legacy: { audience: 'https://integration.example.com/legacy', scopes: ['read:orders'] },
          stock: { audience: 'https://stock.example.com' },
        },
      },
    });
    assert.deepEqual(problems, []);
    const scopes = ['openid', 'profile', 'email', 'offline_access'];
    assert.deepEqual(profiles, [
      {
        name: 'integration',
        issuer: 'https://login.example.com/',
        clientId: 'abc123',
        redirectUri: 'http://localhost:3000/callback',
        grant: 'authorizationCode',
        clientAuthentication: 'none',
        scopes,
        apis: [
          {
            name: 'legacy',
            audience: 'https://integration.example.com/legacy',
            resource: [],
            scopes: [...scopes, 'read:orders'],
          },
          { name: 'stock', audience: 'https://stock.example.com', resource: [], scopes },
        ],
        authorizationParameters: {},
        tokenParameters: {},
        origin: 'settings',
      },
    ]);
  });

  it('fills in the defaults', () => {
    const [profile] = parseProfiles({ p: good }).profiles;
    assert.equal(profile?.redirectUri, 'http://127.0.0.1/callback');
    assert.deepEqual(profile.scopes, ['openid', 'profile', 'email', 'offline_access']);
    assert.deepEqual(profile.apis, [{ name: 'default', resource: [], scopes: profile.scopes }]);
  });

  it('asks for no scopes of a user where the client signs for itself, whoever else it proves itself to be', () => {
    for (const clientAuthentication of ['none', 'clientSecretBasic', 'privateKeyJwt']) {
      const robot = { ...good, grant: 'jwtBearer', clientAuthentication, assertionClaims: { sub: 'ada', nbf2: 'x' } };
      const [profile] = parseProfiles({ p: robot }).profiles;
      assert.deepEqual(profile?.scopes, []);
      assert.deepEqual(profile.assertionClaims, { sub: 'ada', nbf2: 'x' });
    }
    assert.deepEqual(parseProfiles({ p: { ...good, grant: 'jwtBearer' } }).profiles[0]?.assertionClaims, {});
  });

  it('asks for no scopes of a user in a client credentials grant', () => {
    const machine = { ...good, grant: 'clientCredentials', clientAuthentication: 'clientSecretPost', audience: 'a' };
    const [profile] = parseProfiles({ p: machine }).profiles;
    assert.deepEqual(profile?.scopes, []);
    assert.deepEqual(profile.apis, [{ name: 'default', audience: 'a', resource: [], scopes: [] }]);
  });

  it('takes a profile without settings for no problem', () => {
    for (const nothing of [undefined, null, {}]) {
      assert.deepEqual(parseProfiles(nothing), { profiles: [], problems: [] });
    }
  });

  it('keeps the good profiles when another one is broken', () => {
    const { profiles, problems } = parseProfiles({ a: good, b: { ...good, isuer: '' }, c: 1, d: good });
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['a', 'd'],
    );
    assert.deepEqual(
      problems.map(({ path }) => path),
      [
        [setting, 'b', 'isuer'],
        [setting, 'c'],
      ],
    );
  });

  it('says one thing about a mistyped key that is needed', () => {
    const { problems } = parseProfiles({ p: { isuer: 'https://login.example.com/', clientId: 'abc' } });
    assert.deepEqual(
      problems.map(({ text }) => english(text)),
      ['There is no key “isuer”. Did you mean “issuer”?'],
    );
  });
});

describe('good values', () => {
  const table: [string, Record<string, unknown>][] = [
    ['an issuer on this computer', { issuer: 'http://localhost:8080/realms/test' }],
    ['an issuer on 127.0.0.1', { issuer: 'http://127.0.0.1:1' }],
    ['an issuer on ::1', { issuer: 'http://[::1]:1/' }],
    ['a redirect without a path', { redirectUri: 'http://localhost' }],
    ['a redirect on ::1', { redirectUri: 'http://[::1]:3000/callback' }],
    ['a redirect that VS Code hands on', { redirectUri: 'vscode-insiders://token-inspector.token-inspector/cb' }],
    ['a redirect to a site', { redirectUri: 'https://app.example.com/callback' }],
    ['port 0', { redirectUri: 'http://127.0.0.1:0/callback' }],
    ['no scopes', { scopes: [] }],
    ['free-form scopes', { scopes: ['api://app/.default', 'https://www.googleapis.com/auth/drive', 'a~!#$%&'] }],
    ['a resource that is a URN', { resource: 'urn:example:orders' }],
    ['a resource of Entra', { resource: ['api://app', 'https://a.example'] }],
    [
      'an API that is called like a secret',
      { apis: { 'client-secret': { audience: 'a' }, password: { audience: 'b' } } },
    ],
    ['Google’s parameters', { authorizationParameters: { access_type: 'offline', prompt: 'consent' } }],
    ['a hint', { authorizationParameters: { id_token_hint: 'x', login_hint: 'ada' } }],
    ['endpoints', { endpoints: Object.fromEntries(endpointKeys.map((key) => [key, `https://a.example/${key}?v=2`])) }],
  ];
  for (const [what, profile] of table) {
    it(`takes ${what}`, () => {
      const { profiles, problems } = parseProfiles({ p: { ...good, ...profile } });
      assert.deepEqual(problems, []);
      assert.equal(profiles.length, 1);
    });
  }
});
