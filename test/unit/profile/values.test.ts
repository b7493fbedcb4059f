import { itNamesTheKey } from './problemOf.ts';

const grantText = 'must be one of authorizationCode, deviceCode, clientCredentials, jwtBearer, tokenExchange.';

describe('a value that is wrong', () => {
  itNamesTheKey([
    [{ clientId: ' ' }, 'clientId', '“clientId” is empty.'],
    [{ clientId: 'a\u202eb' }, 'clientId', '“clientId” has a space or an invisible character.'],
    [{ clientId: null }, 'clientId', '“clientId” must be a text in quotes.'],
    [
      { scopes: 'openid  read:orders' },
      'scopes',
      '“scopes” must be an array with one text a scope. Write ["openid", "read:orders"].',
      '["openid", "read:orders"]',
    ],
    [{ scopes: {} }, 'scopes', '“scopes” must be an array of texts, e.g. ["openid", "profile"].'],
    [{ scopes: ['openid profile'] }, 'scopes.0', '“scopes[0]” has a space. Each scope is a text of its own.'],
    [{ scopes: ['openid', 1] }, 'scopes.1', '“scopes[1]” must be a text in quotes.'],
    [{ scopes: [''] }, 'scopes.0', '“scopes[0]” is empty.'],
    [{ scopes: ['a"b'] }, 'scopes.0', '“scopes[0]” has a character that a scope may not have (RFC 6749 §3.3).'],
    [{ scopes: ['é'] }, 'scopes.0', '“scopes[0]” has a character that a scope may not have (RFC 6749 §3.3).'],
    [{ audience: [] }, 'audience', '“audience” must be a text in quotes.'],
    [{ audience: '' }, 'audience', '“audience” is empty.'],
    [{ audience: '\u202e' }, 'audience', '“audience” has an invisible character.'],
    [
      { resource: 'orders' },
      'resource',
      '“resource” is not an absolute URI. A name that is not a URI goes into “audience”.',
    ],
    [
      { resource: ['urn:a', 'https://a#'] },
      'resource.1',
      '“resource[1]” has a fragment (#\u2026), which a resource may not have (RFC 8707).',
    ],
    [{ resource: 1 }, 'resource', '“resource” must be a text in quotes.'],
    [{ resource: [''] }, 'resource.0', '“resource[0]” is empty.'],
    [{ resource: 'urn:a b' }, 'resource', '“resource” has a space or an invisible character.'],
    [{ grant: 'device_code' }, 'grant', `“grant” ${grantText}`, 'deviceCode'],
    [{ grant: 'password' }, 'grant', `“grant” ${grantText}`],
    [{ grant: 'constructor' }, 'grant', `“grant” ${grantText}`],
    [
      { clientAuthentication: 'client_secret_basic' },
      'clientAuthentication',
      '“clientAuthentication” must be one of none, clientSecretBasic, clientSecretPost, privateKeyJwt, tlsClientAuth.',
      'clientSecretBasic',
    ],
    [
      { grant: 'clientCredentials' },
      'clientAuthentication',
      'The client credentials grant needs a client that authenticates (RFC 6749 §4.4): set “clientAuthentication”.',
      'clientSecretBasic',
    ],
    [
      { grant: 'jwtBearer', assertionClaims: 'eyJ' },
      'assertionClaims',
      '“assertionClaims” must be an object of texts, e.g. { "sub": "ada@example.com" }.',
    ],
    [
      { grant: 'jwtBearer', assertionClaims: { exp: '9' } },
      'assertionClaims.exp',
      '“exp” is set by Token Inspector itself for each request. Delete it.',
    ],
    [
      { grant: 'jwtBearer', assertionClaims: { nonce: 9 } },
      'assertionClaims.nonce',
      '“nonce” must be a text in quotes.',
    ],
    [{ subject: {} }, 'subject', '“subject” is not used: only with the grant “tokenExchange”.'],
    [
      { assertionClaims: { sub: 'ada' } },
      'assertionClaims',
      '“assertionClaims” is not used: only with the grant “jwtBearer”.',
    ],
    [
      { tokenParameters: [] },
      'tokenParameters',
      '“tokenParameters” must be an object of texts, e.g. { "prompt": "consent" }.',
    ],
    [
      { authorizationParameters: { max_age: 5 } },
      'authorizationParameters.max_age',
      '“max_age” must be a text in quotes.',
    ],
    [{ apis: [] }, 'apis', '“apis” must be an object: names of APIs and how to ask for them.'],
    [{ apis: { a: 'https://a' } }, 'apis.a', 'An API must be an object with “audience”, “resource” or “scopes”.'],
    [{ apis: { '': {} } }, 'apis.', 'A name is empty.'],
    [
      { audience: 'a', apis: { default: {} } },
      'apis.default',
      'The name “default” is taken by the “audience” or “resource” of the profile itself. Choose another one.',
    ],
    [
      { apis: { a: { scopes: ['a b'] } } },
      'apis.a.scopes.0',
      '“scopes[0]” has a space. Each scope is a text of its own.',
    ],
    [{ endpoints: 'x' }, 'endpoints', '“endpoints” must be an object.'],
  ]);
});
