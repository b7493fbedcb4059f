import { hidden, itNamesTheKey, secretText } from './problemOf.ts';

describe('a key that may not be there', () => {
  itNamesTheKey([
    [{ clientid: '' }, 'clientid', 'There is no key “clientid”. Did you mean “clientId”?', 'clientId'],
    [{ colour: 1 }, 'colour', 'There is no key “colour”.'],
    [{ authority: 1 }, 'authority', 'There is no key “authority”. Did you mean “issuer”?', 'issuer'],
    [{ redirect_uri: 1 }, 'redirect_uri', 'There is no key “redirect_uri”. Did you mean “redirectUri”?', 'redirectUri'],
    [{ gratn: 1 }, 'gratn', 'There is no key “gratn”. Did you mean “grant”?', 'grant'],
    [{ 'x\u202e': 1 }, 'x\u202e', 'There is no key “x⟨U+202E⟩”.'],
    [
      { authorizationParameters: { state: 'x' } },
      'authorizationParameters.state',
      '“state” is set by Token Inspector itself for each request. Delete it.',
    ],
    [
      { authorizationParameters: { Nonce: 'x' } },
      'authorizationParameters.Nonce',
      '“Nonce” is set by Token Inspector itself for each request. Delete it.',
    ],
    [
      { authorizationParameters: { scope: 'x' } },
      'authorizationParameters.scope',
      '“scope” has a key of its own in a profile: use “scopes”.',
      'scopes',
    ],
    [{ tokenParameters: { client_secret: hidden } }, 'tokenParameters.client_secret', `“client_secret” ${secretText}`],
    [
      { tokenParameters: { constructor: 'x' } },
      'tokenParameters.constructor',
      'The name “constructor” is reserved. Choose another one.',
    ],
    [{ clientSecret: hidden }, 'clientSecret', `“clientSecret” ${secretText}`],
    [{ client_secret: hidden }, 'client_secret', `“client_secret” ${secretText}`],
    [{ secret: hidden }, 'secret', `“secret” ${secretText}`],
    [{ Password: hidden }, 'Password', `“Password” ${secretText}`],
    [{ apis: { a: { clientSecret: hidden } } }, 'apis.a.clientSecret', `“clientSecret” ${secretText}`],
    [{ endpoints: { password: hidden } }, 'endpoints.password', `“password” ${secretText}`],
    [
      { apis: { a: { audiense: 'x' } } },
      'apis.a.audiense',
      'There is no key “audiense”. Did you mean “audience”?',
      'audience',
    ],
    [
      { endpoints: { token_endpoint: 'x' } },
      'endpoints.token_endpoint',
      'There is no key “token_endpoint”. Did you mean “token”?',
      'token',
    ],
    [
      { endpoints: { jwks_uri: 'x' } },
      'endpoints.jwks_uri',
      'There is no key “jwks_uri”. Did you mean “jwks”?',
      'jwks',
    ],
  ]);
});
