import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import { revoke } from '../../../src/oauth/revocation.ts';
import { failure } from './failures.ts';
import { html, json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { profileFor } from './profiles.ts';
import { signInRequest, startProvider } from './realProvider.ts';

describe('revocation', () => {
  it('makes the refresh token worthless at a real server', async () => {
    const real = await startProvider();
    const { profile } = real;
    const tokens = await signIn(signInRequest(profile));
    const refreshToken = tokens.refreshToken ?? assert.fail('no refresh token');
    assert.equal(await revoke({ profile, refreshToken }), 'revoked');
    await failure(refresh({ profile, api: profile.apis[0], refreshToken, expected: {} }), 'invalidGrant');
    assert.equal(await revoke({ profile, refreshToken }), 'revoked', 'what is gone already is no failure');
    await real.stop();
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());
    const attempt = () => revoke({ profile: profileFor(fake.issuer), refreshToken: 'the-refresh-token' });

    it('sends the token, its kind and the client', async () => {
      await attempt();
      const body = fake.received.at(-1)?.body;
      assert.deepEqual(Object.fromEntries(body ?? []), {
        token: 'the-refresh-token',
        token_type_hint: 'refresh_token',
        client_id: 'native',
      });
    });

    it('is not supported without an endpoint, or for this kind of token', async () => {
      fake.answers['/revoke'] = (_, response) => {
        json(response, 400, { error: 'unsupported_token_type' });
      };
      assert.equal(await attempt(), 'notSupported');
      const other = await startFake();
      other.metadata = { revocation_endpoint: undefined };
      assert.equal(await revoke({ profile: profileFor(other.issuer), refreshToken: 'x' }), 'notSupported');
      await other.stop();
    });

    it('has happened when the token is unknown (Google)', async () => {
      fake.answers['/revoke'] = (_, response) => {
        json(response, 400, { error: 'invalid_token' });
      };
      assert.equal(await attempt(), 'revoked');
    });

    it('has not happened when a proxy answers in place of the server', async () => {
      fake.answers['/revoke'] = (_, response) => html(response, 200);
      await failure(attempt(), 'notJson');
      fake.answers['/revoke'] = (_, response) => html(response, 503);
      await failure(attempt(), 'serverError');
      fake.answers['/revoke'] = (_, response) => {
        json(response, 401, { error: 'invalid_client' });
      };
      await failure(attempt(), 'invalidClient');
    });
  });
});
