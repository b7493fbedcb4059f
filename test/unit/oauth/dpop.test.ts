import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose';
import type { JWK } from 'jose';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { getClientToken } from '../../../src/oauth/clientCredentials.ts';
import { createDpopKey, dpopProof, dpopThumbprint } from '../../../src/oauth/dpopKeys.ts';
import type { Fetch } from '../../../src/oauth/http.ts';
import { introspect } from '../../../src/oauth/introspection.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import { revoke } from '../../../src/oauth/revocation.ts';
import { userinfo } from '../../../src/oauth/userinfo.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import type { Answer, FakeServer } from './fakeServer.ts';
import { api, page, profileFor } from './profiles.ts';
import { browse, startProvider, stockApi } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

/** Keeps every proof that is sent, by path, and lets it through. */
class Proofs {
  readonly sent: { path: string; proof: string }[] = [];
  readonly fetch: Fetch = (url, init) => {
    this.sent.push({ path: new URL(url).pathname, proof: new Headers(init.headers).get('dpop') ?? '' });
    return fetch(url, init);
  };

  at(path: string): string[] {
    return this.sent.filter((one) => one.path === path).map(({ proof }) => proof);
  }
}

async function jkt(token: string): Promise<string> {
  return calculateJwkThumbprint(decodeProtectedHeader(token)['jwk'] as JWK);
}

describe('DPoP', () => {
  let proofs: Proofs;
  beforeEach(() => {
    proofs = new Proofs();
  });

  function request(profile: Profile) {
    return {
      profile,
      api: profile.apis[0],
      fetch: proofs.fetch,
      openBrowser: async (url: string) => {
        opened = url;
        await browse(url);
        return true;
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
    };
  }
  let opened = '';

  for (const nonces of [false, true]) {
    describe(`at a real server that requires it${nonces ? ', with nonces' : ''}`, () => {
      let real: RealProvider;
      let profile: Profile;
      before(async () => {
        real = await startProvider({
          client: { dpop_bound_access_tokens: true },
          configuration: {
            features: {
              devInteractions: { enabled: false },
              introspection: { enabled: true },
              revocation: { enabled: true },
              dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 1), requireNonce: () => nonces },
            },
          },
        });
        profile = { ...real.profile, dpop: true };
      });
      after(() => real.stop());

      it('binds the code, the access token and the refresh token to one key', async () => {
        const tokens = await signIn(request(profile));
        assert.equal(tokens.tokenType, 'DPoP');
        const key = tokens.dpopKey ?? assert.fail('no key');
        const thumbprint = await dpopThumbprint(key);
        assert.equal(new URL(opened).searchParams.get('dpop_jkt'), thumbprint);
        const said = await introspect({ profile, token: tokens.accessToken });
        assert.ok(said !== 'notSupported');
        assert.deepEqual({ ...(said.claims['cnf'] as object) }, { jkt: thumbprint });

        real.requests.length = 0;
        const next = await refresh({
          ...request(profile),
          refreshToken: tokens.refreshToken ?? '',
          dpopKey: key,
          expected: { subject: 'ada' },
        });
        assert.deepEqual(real.requests, ['POST /token'], 'one request: the nonce is known');
        assert.deepEqual([next.tokenType, next.dpopKey], ['DPoP', key]);
        const user = await userinfo({ profile, token: next.accessToken, dpopKey: key, subject: 'ada' });
        assert.ok(user !== 'notSupported');
        assert.deepEqual({ ...user.claims }, { sub: 'ada' });
        assert.equal(await revoke({ profile, refreshToken: next.refreshToken ?? '' }), 'revoked');
      });

      it('has a new key for each sign-in', async () => {
        const [one, two] = [await signIn(request(profile)), await signIn(request(profile))];
        assert.notEqual(one.dpopKey?.d, two.dpopKey?.d);
      });

      it('gets nothing for a refresh token with another key, or without one', async () => {
        const { refreshToken = '' } = await signIn(request(profile));
        const again = { ...request(profile), refreshToken, expected: { subject: 'ada' } };
        await failure(refresh({ ...again, dpopKey: await createDpopKey() }), 'invalidGrant');
        await failure(refresh({ ...again, profile: { ...profile, dpop: false } }), 'invalidGrant');
      });

      it('gets nothing for an access token without its proof', async () => {
        const { accessToken } = await signIn(request(profile));
        await failure(userinfo({ profile, token: accessToken }), 'tokenNotAccepted');
      });

      it('works with pushed requests', async () => {
        const tokens = await signIn(request({ ...profile, pushedAuthorizationRequests: true }));
        assert.equal(tokens.tokenType, 'DPoP');
        assert.equal(
          await jkt(proofs.at('/request').at(-1) ?? ''),
          await dpopThumbprint(tokens.dpopKey ?? assert.fail()),
        );
      });

      it('binds a token for an API that another sign-in was for', async () => {
        const stock = api({ name: 'stock', resource: [stockApi], scopes: ['openid', 'offline_access', 'read:stock'] });
        const { dpopKey, refreshToken = '' } = await signIn({ ...request(profile), api: stock });
        const next = await refresh({ ...request(profile), api: stock, refreshToken, dpopKey, expected: {} });
        assert.deepEqual(decodeJwt(next.accessToken)['cnf'], { jkt: await dpopThumbprint(dpopKey ?? assert.fail()) });
      });
    });
  }

  it('binds the token of a client itself', async () => {
    const real = await startProvider({
      client: {
        dpop_bound_access_tokens: true,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_basic',
        client_secret: 'a-client-secret',
      },
      configuration: { features: { clientCredentials: { enabled: true } } },
    });
    const profile = { ...real.profile, dpop: true, clientAuthentication: 'clientSecretBasic' } as const;
    const scopeless = api({ scopes: [] });
    const { tokenType, dpopKey } = await getClientToken({ profile, api: scopeless, clientSecret: 'a-client-secret' });
    assert.deepEqual([tokenType, dpopKey?.crv], ['DPoP', 'P-256']);
    await real.stop();
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    let profile: Profile;
    beforeEach(async () => {
      fake = await startFake();
      fake.token = { token_type: 'DPoP' };
      profile = { ...profileFor(fake.issuer), dpop: true };
    });
    afterEach(() => fake.stop());

    /** Refuses what `wants` finds wanting, with these words; answers as usual otherwise. */
    function refuse(wants: (proof: string | undefined) => boolean, body: object, headers = {}): void {
      const answer: Answer = (received, response) => {
        if (wants(received.headers['dpop'] as string | undefined)) {
          json(response, 400, body, headers);
          return;
        }
        fake.answers['/token'] = undefined;
        fake.received.pop();
        fake.handle(received, response);
      };
      fake.answers['/token'] = answer;
    }

    const tokenRequests = () => fake.asked('/token');
    const nonceIn = (proof: string | undefined) => (proof === undefined ? undefined : decodeJwt(proof)['nonce']);

    it('tries once more with the nonce that it is told', async () => {
      refuse((proof) => nonceIn(proof) !== 'n-1', { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n-1' });
      assert.equal((await signIn(request(profile))).tokenType, 'DPoP');
      assert.equal(tokenRequests(), 2);
    });

    it('tries once more, and not again', async () => {
      let count = 0;
      fake.answers['/token'] = (_, response) => {
        json(response, 400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': `n-${String(++count)}` });
      };
      const details = await failure(signIn(request(profile)), 'tokenRequestRefused');
      assert.equal(details.error, 'use_dpop_nonce');
      assert.equal(tokenRequests(), 2);
    });

    for (const [server, body] of Object.entries({
      'RFC 9449': { error: 'invalid_dpop_proof' },
      Okta: { error: 'invalid_dpop_proof', error_description: 'The DPoP proof JWT header is missing.' },
      Keycloak: { error: 'invalid_request', error_description: 'DPoP proof is missing' },
    })) {
      it(`makes a proof that the profile does not ask for, but the server does: ${server}`, async () => {
        refuse((proof) => proof === undefined, body);
        const tokens = await signIn(request(profileFor(fake.issuer)));
        assert.equal(tokens.tokenType, 'DPoP');
        assert.equal(
          await jkt(proofs.at('/token').at(-1) ?? ''),
          await dpopThumbprint(tokens.dpopKey ?? assert.fail()),
        );
        assert.equal(tokenRequests(), 2);
      });
    }

    it('makes none where the server takes no such signature, and does not ask twice', async () => {
      fake.metadata = { dpop_signing_alg_values_supported: ['RS256'] };
      refuse(() => true, { error: 'invalid_dpop_proof' });
      await failure(signIn(request(profileFor(fake.issuer))), 'tokenRequestRefused');
      assert.equal(tokenRequests(), 1);
    });

    it('calls nothing bound that the server did not bind', async () => {
      fake.token = { token_type: 'Bearer' };
      const tokens = await signIn(request(profile));
      assert.deepEqual([tokens.tokenType, tokens.dpopKey], ['Bearer', undefined]);
    });

    it('counts by the clock of the server, asks userinfo again with the nonce, and passes on no proof', async () => {
      fake.metadata = { userinfo_endpoint: `${fake.issuer}/userinfo` };
      const seen: string[] = [];
      fake.answers['/userinfo'] = ({ headers }, response) => {
        const proof = String(headers['dpop']);
        seen.push(proof);
        response.setHeader('date', new Date(Date.now() + 7200_000).toUTCString());
        if (nonceIn(proof) === 'u-1') {
          json(response, 401, { error: 'invalid_token', error_description: `no ${proof}` });
        } else {
          response.writeHead(401, { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'u-1' }).end();
        }
      };
      const key = await createDpopKey();
      const details = await failure(userinfo({ profile, token: 'an-access-token', dpopKey: key }), 'tokenNotAccepted');
      assert.equal(details.description, 'no …');
      assert.equal(seen.length, 2);
      assert.ok(Math.abs((decodeJwt(seen[1] ?? '').iat ?? 0) - Date.now() / 1000 - 7200) < 5);
    });

    it('asks userinfo no third time, however often the server wants another nonce', async () => {
      fake.metadata = { userinfo_endpoint: `${fake.issuer}/userinfo` };
      fake.answers['/userinfo'] = (_, response) => {
        const nonce = `u-${String(fake.asked('/userinfo'))}`;
        const error = fake.asked('/userinfo') > 5 ? 'invalid_token' : 'use_dpop_nonce';
        response.writeHead(401, { 'www-authenticate': `DPoP error="${error}"`, 'dpop-nonce': nonce }).end();
      };
      const question = { profile, token: 'an-access-token', dpopKey: await createDpopKey() };
      assert.equal((await failure(userinfo(question), 'tokenNotAccepted')).error, 'use_dpop_nonce');
      assert.equal(fake.asked('/userinfo'), 2);
    });

    it('keeps the key out of what is thrown', async () => {
      const key = await createDpopKey();
      refuse(() => true, { error: 'invalid_grant', error_description: 'no' });
      const asked = { ...request(profile), refreshToken: 'a-refresh-token', dpopKey: key, expected: {} };
      assert.ok(!JSON.stringify(await failure(refresh(asked), 'invalidGrant')).includes(key.d));
    });
  });

  describe('a proof', () => {
    it('is for one request and one token, and shows the public half of the key', async () => {
      const key = await createDpopKey();
      const question = { method: 'POST', url: 'https://api.example.com/orders?x=1#y', accessToken: 'a-token' };
      const proof = await dpopProof(key, { ...question, nonce: 'n' });
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' });
      const { d, ...publicHalf } = key;
      assert.deepEqual(protectedHeader, { typ: 'dpop+jwt', alg: 'ES256', jwk: publicHalf });
      assert.ok(!proof.includes(d));
      const { jti, iat = 0, ...rest } = payload;
      assert.deepEqual(rest, {
        htm: 'POST',
        htu: 'https://api.example.com/orders',
        ath: createHash('sha256').update('a-token').digest('base64url'),
        nonce: 'n',
      });
      assert.ok(Math.abs(iat - Date.now() / 1000) < 2);
      assert.notEqual(decodeJwt(await dpopProof(key, question)).jti, jti);
    });
  });
});
