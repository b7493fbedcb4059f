import assert from 'node:assert/strict';
import { parseChallenges } from '../../../../src/token/explain/challenges.ts';

describe('challenges (RFC 9110 §11.6.1)', () => {
  const cases: Readonly<
    Record<string, readonly [header: string, ...challenges: (readonly [string, Record<string, string>])[]]>
  > = {
    'RFC 6750 §3': [
      'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
      ['bearer', { realm: 'example', error: 'invalid_token', error_description: 'The access token expired' }],
    ],
    'RFC 9110 §11.6.1, two challenges, one with a comma and quotes in a string': [
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\", please"',
      ['basic', { realm: 'simple' }],
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps", please' }],
    ],
    'RFC 9110 §11.2, a token68': [
      'Negotiate YII+a/b==, Bearer error="invalid_token"',
      ['negotiate', {}],
      ['bearer', { error: 'invalid_token' }],
    ],
    'schemes without parameters': ['Negotiate, NTLM, Bearer', ['negotiate', {}], ['ntlm', {}], ['bearer', {}]],
    'RFC 9449 §7.1': [
      'DPoP error="invalid_token", error_description="Invalid DPoP key binding", algs="ES256"',
      ['dpop', { error: 'invalid_token', error_description: 'Invalid DPoP key binding', algs: 'ES256' }],
    ],
    'RFC 9470 §3': [
      'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="myACR", max_age=5',
      [
        'bearer',
        {
          error: 'insufficient_user_authentication',
          error_description: 'A different authentication level is required',
          acr_values: 'myACR',
          max_age: '5',
        },
      ],
    ],
    'RFC 9728 §5.1': [
      'Bearer resource_metadata="https://resource.example.com/.well-known/oauth-protected-resource"',
      ['bearer', { resource_metadata: 'https://resource.example.com/.well-known/oauth-protected-resource' }],
    ],
    'parameters without commas, as Amazon API Gateway sends them': [
      'Bearer scope="" error="invalid_token" error_description="the token has expired"',
      ['bearer', { scope: '', error: 'invalid_token', error_description: 'the token has expired' }],
    ],
    'spaces around "=", capital letters, empty elements': [
      ',, BEARER Realm = "x" ,, ERROR=invalid_token ,',
      ['bearer', { realm: 'x', error: 'invalid_token' }],
    ],
    'a string that never ends': ['Bearer error_description="half', ['bearer', { error_description: 'half' }]],
    'parameters without their scheme': [
      'error="invalid_token", scope="a b"',
      ['', { error: 'invalid_token', scope: 'a b' }],
    ],
    'a parameter twice: the first counts': ['Bearer error="a", error="b"', ['bearer', { error: 'a' }]],
    'no challenge at all': ['one fine day'],
  };
  for (const [name, [header, ...expected]] of Object.entries(cases)) {
    it(name, () => {
      const found = parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
      assert.deepEqual(found, expected);
    });
  }

  it('keeps a bounded number of them', () => {
    assert.equal(parseChallenges('Bearer a=b, '.repeat(1000)).length, 100);
  });
});
