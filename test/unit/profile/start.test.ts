import assert from 'node:assert/strict';
import { issuersAbove } from '../../../src/profile/issuersAt.ts';
import { readStart, type Start } from '../../../src/profile/start.ts';
import { english } from '../token/english.ts';

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const app = '535fb089-9ff3-47b6-9bfb-4f1264799865';

function start(input: string): Start {
  const read = readStart(input);
  assert.ok('issuers' in read, 'message' in read ? read.message : '');
  return read;
}

function jwt(claims: object, header: object = { alg: 'RS256', typ: 'JWT' }): string {
  return [header, claims, 'signature'].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

describe('what is looked for above an address that has no server', () => {
  const above = (input: string): readonly string[] => issuersAbove(start(input).issuers);

  it('is the server itself, then what is nearest', () => {
    assert.deepEqual(above('http://localhost:4455/realms/x'), [
      'http://localhost:4455',
      'http://localhost:4455/realms',
    ]);
    assert.deepEqual(above('https://login.example.com/a/b/realms/x'), [
      'https://login.example.com',
      'https://login.example.com/a/b/realms',
      'https://login.example.com/a/b',
    ]);
  });

  it('is nothing that was asked before, and never more than four documents together', () => {
    assert.deepEqual(above('https://login.example.com'), []);
    for (const input of ['https://login.example.com/a', 'https://login.example.com/a/b/c/d/e/f']) {
      const { issuers } = start(input);
      assert.ok(!issuersAbove(issuers).some((one) => issuers.includes(one)), input);
      assert.ok(issuers.length + issuersAbove(issuers).length <= 4, input);
    }
  });
});

describe('where a profile begins', () => {
  const addresses: readonly (readonly [string, ...string[]])[] = [
    // Auth0
    ['dev-123.eu.auth0.com', 'https://dev-123.eu.auth0.com/'],
    ['https://dev-123.eu.auth0.com/authorize?response_type=code', 'https://dev-123.eu.auth0.com/'],
    ['https://manage.auth0.com/dashboard/eu/dev-123/applications', 'https://dev-123.eu.auth0.com/'],
    ['https://manage.auth0.com/dashboard/us/shop/apis', 'https://shop.us.auth0.com/', 'https://shop.auth0.com/'],
    // Entra ID
    ['contoso.onmicrosoft.com', 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0'],
    [tenant, `https://login.microsoftonline.com/${tenant}/v2.0`],
    [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://login.microsoftonline.com/${tenant}/v2.0`],
    [`https://login.microsoftonline.com/${tenant}`, `https://login.microsoftonline.com/${tenant}/v2.0`],
    [
      `https://login.microsoftonline.com/${tenant}/oauth2/authorize`,
      `https://login.microsoftonline.com/${tenant}/v2.0`,
    ],
    [`https://sts.windows.net/${tenant}/`, `https://login.microsoftonline.com/${tenant}/v2.0`],
    [
      `https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/oauth2/v2.0/authorize`,
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
    ],
    // Okta
    ['dev-123456.okta.com', 'https://dev-123456.okta.com/oauth2/default', 'https://dev-123456.okta.com'],
    [
      'https://dev-123456-admin.okta.com/admin/apps/active',
      'https://dev-123456.okta.com/oauth2/default',
      'https://dev-123456.okta.com',
    ],
    ['https://dev-123456.okta.com/oauth2/v1/authorize', 'https://dev-123456.okta.com'],
    ['https://dev-123456.okta.com/oauth2/aus1/v1/token', 'https://dev-123456.okta.com/oauth2/aus1'],
    // Keycloak
    ['https://keycloak.example.com/realms/myrealm', 'https://keycloak.example.com/realms/myrealm'],
    ['keycloak.example.com/auth/realms/myrealm/', 'https://keycloak.example.com/auth/realms/myrealm'],
    [
      'https://keycloak.example.com/realms/myrealm/protocol/openid-connect/auth',
      'https://keycloak.example.com/realms/myrealm',
    ],
    ['http://localhost:8080/admin/master/console/#/shop/clients', 'http://localhost:8080/realms/shop'],
    // Google, Cognito, GitHub
    ['accounts.google.com', 'https://accounts.google.com'],
    ['Google', 'https://accounts.google.com'],
    ['https://oauth2.googleapis.com/token', 'https://accounts.google.com'],
    ['cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc'],
    ['eu-west-1_AbCdEfGhI', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'],
    ['github.com', 'https://github.com'],
    ['https://github.com/login/oauth/authorize?allow_signup=false', 'https://github.com'],
    // Duende, Zitadel, Authentik, AD FS, Ping, Dex
    ['https://identity.example.com/connect/authorize', 'https://identity.example.com'],
    ['https://shop-abc.zitadel.cloud/oauth/v2/authorize', 'https://shop-abc.zitadel.cloud'],
    ['https://auth.example.com/application/o/shop', 'https://auth.example.com/application/o/shop/'],
    ['https://adfs.example.com/adfs/oauth2/authorize/', 'https://adfs.example.com/adfs'],
    [
      'https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as/authorize',
      'https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as',
    ],
    ['https://sso.example.com/as/authorization.oauth2', 'https://sso.example.com'],
    ['https://dex.example.com/dex/auth', 'https://dex.example.com/dex'],
    // Nobody that is known
    ['https://login.example.com', 'https://login.example.com'],
    ['login.example.com', 'https://login.example.com'],
    ['http://login.example.com', 'https://login.example.com'],
    ['localhost:5001', 'http://localhost:5001'],
    ['https://login.example.com/.well-known/openid-configuration', 'https://login.example.com'],
    ['https://login.example.com/a/.well-known/openid-configuration', 'https://login.example.com/a'],
    ['https://login.example.com/.well-known/oauth-authorization-server/a', 'https://login.example.com/a'],
    ['https://login.example.com/oauth2/authorize', 'https://login.example.com/oauth2', 'https://login.example.com'],
    ['`https://login.example.com/tenant`,', 'https://login.example.com/tenant', 'https://login.example.com'],
  ];
  for (const [input, ...issuers] of addresses) {
    it(`finds ${issuers[0]!} in ${input}`, () => {
      assert.deepEqual(start(input), { issuers, token: false });
    });
  }

  it('takes an authorize URL apart', () => {
    assert.deepEqual(
      start(
        'https://dev-1.okta.com/oauth2/aus1/v1/authorize?client_id=0oa1&response_type=code&scope=openid%20orders.read' +
          '&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb&state=s&nonce=n&code_challenge=c&prompt=login',
      ),
      {
        issuers: ['https://dev-1.okta.com/oauth2/aus1'],
        token: false,
        clientId: '0oa1',
        scopes: ['openid', 'orders.read'],
        redirectUri: 'http://localhost:8080/cb',
        authorizationParameters: { prompt: 'login' },
      },
    );
  });

  it('leaves a name and a password out of an address', () => {
    assert.deepEqual(start('https://ada:hunter2@login.example.com/tenant').issuers, [
      'https://login.example.com/tenant',
      'https://login.example.com',
    ]);
  });

  it('leaves out a redirect URI that is not this computer’s', () => {
    const { redirectUri } = start(
      'https://login.example.com/authorize?client_id=a&redirect_uri=https://app.example.com/cb',
    );
    assert.equal(redirectUri, undefined);
  });

  it('takes a curl command apart, whose API is no server to sign in at, and reads no secret', () => {
    const read = start(`curl --request POST \\
      --url 'https://dev-123.eu.auth0.com/oauth/token' \\
      --header 'content-type: application/x-www-form-urlencoded' \\
      --data grant_type=client_credentials --data client_id=AbC123 \\
      --data client_secret=hunter2hunter2 --data audience=https://orders.example.com`);
    assert.deepEqual(read, {
      issuers: ['https://dev-123.eu.auth0.com/'],
      token: false,
      clientId: 'AbC123',
      audience: 'https://orders.example.com',
    });
  });

  it('reads the form of a curl command', () => {
    const read = start(
      `curl -X POST https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token -d 'client_id=${app}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_secret=x'`,
    );
    assert.deepEqual(read.clientId, app);
    assert.deepEqual(read.scopes, ['https://graph.microsoft.com/.default']);
  });

  it('reads settings of other tools, in JSON or of an environment', () => {
    assert.deepEqual(
      start('AUTH0_DOMAIN=dev-123.eu.auth0.com\nAUTH0_CLIENT_ID=abcDEF\nAUTH0_AUDIENCE=https://api.example.com'),
      {
        issuers: ['https://dev-123.eu.auth0.com/'],
        token: false,
        clientId: 'abcDEF',
        audience: 'https://api.example.com',
      },
    );
    assert.deepEqual(
      start('{ "authority": "https://identity.example.com", "client_id": "spa", "scope": "openid api" }'),
      {
        issuers: ['https://identity.example.com'],
        token: false,
        clientId: 'spa',
        scopes: ['openid', 'api'],
      },
    );
  });

  describe('reads what HTTP clients keep', () => {
    const read = {
      issuers: ['https://login.example.com'],
      token: false,
      clientId: 'abc',
      scopes: ['openid', 'read:orders'],
    };
    const files: Readonly<Record<string, string>> = {
      Bruno: `get {
  url: https://api.example.com/orders
}
auth:oauth2 {
  grant_type: authorization_code
  callback_url: http://localhost:3000/callback
  authorization_url: https://login.example.com/authorize
  access_token_url: https://login.example.com/oauth/token
  client_id: abc
  client_secret: {{secret}}
  scope: openid read:orders
}`,
      Postman: JSON.stringify({
        request: { url: 'https://api.example.com/orders' },
        auth: {
          type: 'oauth2',
          oauth2: [
            { key: 'accessTokenUrl', value: 'https://login.example.com/oauth/token', type: 'string' },
            { key: 'authUrl', value: 'https://login.example.com/authorize', type: 'string' },
            { key: 'redirect_uri', value: 'http://localhost:3000/callback', type: 'string' },
            { key: 'scope', value: 'openid read:orders', type: 'string' },
            { key: 'clientId', value: 'abc', type: 'string' },
            { key: 'clientSecret', value: 'hidden', type: 'string' },
          ],
        },
      }),
      httpYac: [
        'oauth2_tokenEndpoint=https://login.example.com/oauth/token',
        'oauth2_authorizationEndpoint=https://login.example.com/authorize',
        'oauth2_clientId=abc',
        'oauth2_scope=openid read:orders',
        'oauth2_redirectUri=http://localhost:3000/callback',
      ].join('\n'),
      Insomnia: `authentication:
  type: oauth2
  authorizationUrl: https://login.example.com/authorize
  accessTokenUrl: https://login.example.com/oauth/token
  redirectUrl: http://localhost:3000/callback
  clientId: abc
  scope: openid read:orders
`,
    };
    for (const [client, file] of Object.entries(files)) {
      it(`such as ${client}`, () => {
        const expected = { ...read, redirectUri: 'http://localhost:3000/callback' };
        assert.deepEqual(start(file), expected);
        assert.deepEqual(start(file.replaceAll('\n', ' ')), expected, 'as an input box has it');
      });
    }

    it('such as REST Client', () => {
      const variable =
        '{{$oidcAccessToken clientId:abc callbackPort:3000 authorizeEndpoint:https://login.example.com/authorize tokenEndpoint:https://login.example.com/oauth/token scopes:openid,read:orders audience:https://api.example.com}}';
      assert.deepEqual(start(variable), { ...read, audience: 'https://api.example.com' });
    });

    it('and of prose no more than a word', () => {
      assert.deepEqual(start('The scope: ask for it at https://login.example.com').scopes, ['ask']);
    });

    it('and scopes in a list', () => {
      const settings =
        '{ "issuer": "https://login.example.com", "clientId": "abc", "scopes": ["openid", "read:orders"] }';
      assert.deepEqual(start(settings), read);
    });
  });

  for (const placeholder of ['YOUR_CLIENT_ID', '<client-id>', '{clientId}', '$CLIENT_ID', 'xxxx']) {
    it(`asks for what a README leaves open: ${placeholder}`, () => {
      const { clientId } = start(`https://login.example.com/authorize?client_id=${encodeURIComponent(placeholder)}`);
      assert.equal(clientId, undefined);
    });
  }

  it('reads server, client and API from an access token, wherever it stands', () => {
    const token = jwt({
      iss: 'https://dev-123.eu.auth0.com/',
      aud: ['https://orders.example.com', 'https://dev-123.eu.auth0.com/userinfo'],
      azp: 'AbC123',
      scope: 'openid read:orders',
    });
    const wanted: Start = {
      issuers: ['https://dev-123.eu.auth0.com/'],
      token: true,
      clientId: 'AbC123',
      audience: 'https://orders.example.com',
      scopes: ['openid', 'read:orders'],
    };
    assert.deepEqual(start(token), wanted);
    assert.deepEqual(start(`curl https://orders.example.com/orders -H "Authorization: Bearer ${token}"`), wanted);
  });

  it('reads tokens of Entra ID, Keycloak and Cognito as those mean them', () => {
    const entra = start(
      jwt({
        iss: `https://sts.windows.net/${tenant}/`,
        aud: `api://${app}`,
        appid: 'client',
        scp: 'Orders.Read',
        ver: '1.0',
      }),
    );
    assert.deepEqual(entra.issuers, [`https://login.microsoftonline.com/${tenant}/v2.0`]);
    assert.equal(entra.clientId, 'client');
    const keycloak = start(
      jwt({ iss: 'https://k.example.com/realms/a', aud: 'account', azp: 'shop', typ: 'Bearer', scope: 'email' }),
    );
    assert.equal(keycloak.audience, undefined);
    const cognito = start(
      jwt({
        iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a',
        client_id: '7a',
        token_use: 'access',
        scope: 'o/read',
      }),
    );
    assert.deepEqual(cognito.scopes, ['o/read']);
  });

  it('reads the client of an ID token, which is for no API', () => {
    const read = start(jwt({ iss: 'https://login.example.com', aud: 'spa', nonce: 'n', sub: 'ada', iat: 1, exp: 2 }));
    assert.deepEqual(read, { issuers: ['https://login.example.com'], token: true, clientId: 'spa' });
  });

  it('takes nothing from a token that settings would refuse or must not keep', () => {
    const read = start(
      jwt({
        iss: 'https://login.example.com',
        aud: `https://orders.example.com/\u202e`,
        client_id: jwt({ sub: 'ada' }),
        scope: 'orders.read "quoted" \u0007 x',
      }),
    );
    assert.deepEqual(read, { issuers: ['https://login.example.com'], token: true, scopes: ['orders.read', 'x'] });
    const { clientId, authorizationParameters } = start(
      `https://login.example.com/authorize?client_id=${'a'.repeat(1000)}&organization=a%E2%80%AEb&prompt=login`,
    );
    assert.deepEqual([clientId, authorizationParameters], [undefined, { prompt: 'login' }]);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /Paste the address/],
    ['hello', /no address of a server/],
    ['ada@example.com', /no address of a server/],
    ['auth0', /for example dev-123\.eu\.auth0\.com/],
    ['Okta', /for example dev-123456\.okta\.com/],
    ['portal.azure.com', /Which tenant/],
    ['https://login.microsoftonline.com/', /Which tenant/],
    ['https://shop.auth.eu-west-1.amazoncognito.com/oauth2/authorize?client_id=x', /user pool ID/],
    ['https://auth.example.com/application/o/authorize/?client_id=x', /slug of the application/],
    ['eyJhbGciOiJub25lIn0.e30.', /no address of a server/],
    ['x'.repeat(300_000), /too long/],
  ];
  for (const [input, wanted] of refused) {
    it(`says why it cannot begin from ${JSON.stringify(input.slice(0, 40))}`, () => {
      const read = readStart(input);
      assert.ok('message' in read);
      assert.match(english(read), wanted);
    });
  }

  it('takes time in proportion to what is pasted', () => {
    for (const piece of ['client_id=', 'https://', '{"', 'a.', '\\\n', 'scope=']) readStart(piece.repeat(20_000));
    for (const run of ['1', 'a_', '"', 'x https://a,']) readStart(`x ${run.padEnd(190_000, run.at(-1))}x`);
    readStart(`x ${'a_'.repeat(95_000)}`);
  });
});
