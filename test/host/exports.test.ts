import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../src/contributions.ts';
import type { AccessTokenRequest, TokenInspectorApi } from '../../src/integration/exportedApi.ts';
import { messagesDuring } from './notifications.ts';
import { auth0Claims, idTokenClaims, jwt } from '../unit/token/tokens.ts';

const profile = {
  issuer: 'https://login.example.com/',
  clientId: 'abc123',
  scopes: ['openid'],
  apis: { orders: { audience: 'https://orders.example.com' }, stock: { audience: 'https://stock.example.com' } },
};

describe('what the extension exports', () => {
  let api: TokenInspectorApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<TokenInspectorApi>(extensionId);
    assert.ok(extension);
    api = await extension.activate();
    assert.equal(extension.exports, api);
    await vscode.workspace
      .getConfiguration('tokenInspector')
      .update('profiles', { integration: profile }, vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    await vscode.workspace
      .getConfiguration('tokenInspector')
      .update('profiles', undefined, vscode.ConfigurationTarget.Global);
  });

  describe('getAccessToken, silent', () => {
    const requests: readonly (readonly [string, unknown, string, RegExp])[] = [
      ['an unknown profile', { profile: 'nobody' }, 'unknownProfile', /no usable profile “nobody”/],
      ['an unknown API', { profile: 'integration', api: 'billing' }, 'unknownApi', /has no API “billing”/],
      ['an API left open', { profile: 'integration' }, 'ambiguous', /must name “api” and “account”/],
      [
        'what the user has not allowed',
        { profile: 'integration', api: 'stock' },
        'consentNeeded',
        /has not allowed other extensions to get tokens of integration/,
      ],
      [
        'an account that is not there',
        { profile: 'integration', api: 'stock', account: 'ada@example.com' },
        'signInNeeded',
        /No account “ada@example.com”/,
      ],
    ];
    for (const [name, request, code, message] of requests) {
      it(`rejects ${name}, and shows nothing`, async () => {
        const messages = await messagesDuring(async () => {
          await assert.rejects(api.getAccessToken({ ...(request as AccessTokenRequest), silent: true }), {
            name: 'TokenInspectorError',
            code,
            message,
          });
        });
        assert.deepEqual(messages, []);
      });
    }
  });

  for (const [request, sentence] of [
    [{ profile: 'integration', api: 'billing' }, 'The profile integration has no API “billing”.'],
    [{ profile: 'integration', account: 'ada' }, 'No account “ada” is signed in at integration.'],
    [{ profile: 'integration', api: 'stock', account: 'ada' }, 'No account “ada” is signed in at integration.'],
  ] as const) {
    it(`says ${JSON.stringify(request)} to the user, to a silent caller and to a task in the same words`, async () => {
      const command = () => vscode.commands.executeCommand(commands.getAccessToken, request);
      const shown = await messagesDuring(() => assert.rejects(Promise.resolve(command()), { message: sentence }));
      assert.deepEqual(shown, [sentence]);
      await assert.rejects(api.getAccessToken({ ...request, silent: true }), { message: sentence });
    });
  }

  for (const request of [
    undefined,
    'integration',
    {},
    { profile: 1 },
    { profile: 'integration', minimumLifetime: -1 },
  ]) {
    it(`rejects ${JSON.stringify(request)} as a request`, async () => {
      await assert.rejects(api.getAccessToken(request as unknown as AccessTokenRequest), {
        code: 'invalidRequest',
        message: /of the form \{ profile, api\?, account\?, minimumLifetime\?, silent\? \}/,
      });
    });
  }

  it('asks the user, whom a denial spares further questions', async () => {
    const ask = async (press?: string): Promise<[unknown, string[]]> => {
      let answer: unknown = 'none';
      const messages = await messagesDuring(async () => {
        answer = await api.getAccessToken({ profile: 'integration', api: 'stock' });
      }, press);
      return [answer, messages];
    };
    const [, messages] = await ask('Allow Once');
    assert.match(
      messages.join('\n'),
      /^Another extension asks .* integration › stock.*\nAnother extension asks for an access token for stock\.$/,
    );
    assert.deepEqual(await ask('Deny'), [undefined, messages.slice(0, 1)]);
    assert.deepEqual(await ask('Allow Once'), [undefined, []]);
  });

  describe('inspect', () => {
    it('explains claims and header, and gives neither token nor signature back', async () => {
      const token = jwt(auth0Claims);
      const inspection = await api.inspect(`Authorization: Bearer ${token}`);
      assert.equal(inspection.kind, 'jwt');
      assert.equal(inspection.title, 'Access token');
      const audience = inspection.claims.find(({ name }) => name === 'aud');
      assert.ok(audience);
      assert.deepEqual(audience.value, auth0Claims['aud']);
      assert.equal(audience.source, 'RFC 7519 §4.1.3');
      assert.notEqual(audience.meaning, '');
      assert.equal(inspection.claims.find(({ name }) => name === 'exp')?.time, auth0Claims['exp']);
      assert.equal(inspection.header.find(({ name }) => name === 'alg')?.display, 'RS256');
      const everything = JSON.stringify(inspection);
      for (const part of token.split('.')) assert.ok(!everything.includes(part));
    });

    it('has findings in whole sentences', async () => {
      const { findings } = await api.inspect(jwt(idTokenClaims));
      const idToken = findings.find(({ code }) => code === 'kind.idToken');
      assert.equal(idToken?.severity, 'info');
      for (const { title, meaning, advice, source } of findings) {
        for (const sentence of [title, meaning, advice]) assert.doesNotMatch(sentence, /\{\w+\}/);
        assert.notEqual(source, '');
      }
    });

    it('holds the token against the profile that has its issuer', async () => {
      const claims = { ...auth0Claims, iss: profile.issuer.slice(0, -1), aud: 'https://stock.example.com' };
      const inspection = await api.inspect(jwt(claims));
      assert.equal(inspection.profile, 'integration');
      assert.ok(inspection.findings.some(({ code }) => code === 'issuer.slash'));
    });

    for (const input of ['', 'no token here', 'eyJ', 'a.b.c', '{"access_token":"x"}', undefined, 42, { token: 'x' }]) {
      it(`says what is wrong with ${JSON.stringify(input)} and never throws`, async () => {
        const inspection = await api.inspect(input as unknown as string);
        assert.notEqual(inspection.title, '');
        assert.ok(Array.isArray(inspection.findings));
      });
    }
  });
});
