import assert from 'node:assert/strict';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import type { DemoOptions } from '../../../src/demo/options.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import { findServer } from '../../../src/oauth/findServer.ts';
import { register, type RegistrationRequest } from '../../../src/oauth/registration.ts';
import { clientRegistration, registrationOffer, type ClientRegistration } from '../../../src/profile/registration.ts';
import { json, startFake, type FakeServer } from './fakeServer.ts';

const redirectUri = 'http://127.0.0.1/callback';
const asked: ClientRegistration = clientRegistration({ endpoint: '', refreshTokens: true }, redirectUri, ['openid']);

describe('what a client is registered with', () => {
  const metadata = { registration_endpoint: 'https://login.test/reg' };
  const of = (facts: Record<string, unknown>, scopes = ['openid', 'read:orders']): ClientRegistration =>
    clientRegistration(registrationOffer('https://login.test', { ...metadata, ...facts })!, redirectUri, scopes);

  const offerAt = (issuer: string, endpoint: unknown): unknown =>
    registrationOffer(issuer, { registration_endpoint: endpoint });

  it('is a public native client (RFC 8252) that uses the code grant and no more', () => {
    assert.deepEqual(of({}), {
      client_name: 'Token Inspector',
      application_type: 'native',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'openid read:orders',
    });
  });

  it('leaves out what the server says that it does not know', () => {
    assert.deepEqual(of({ grant_types_supported: ['authorization_code'] }).grant_types, ['authorization_code']);
    assert.equal(of({ scopes_supported: ['openid', 'email'] }).scope, 'openid');
    assert.ok(!('scope' in of({ scopes_supported: ['other'] })));
  });

  it('is sent to no address that others can listen to', () => {
    for (const endpoint of ['http://login.test/reg', 'ftp://login.test', 'reg', 7, undefined]) {
      assert.equal(offerAt('https://login.test', endpoint), undefined, String(endpoint));
    }
    assert.ok(offerAt('http://127.0.0.1:3000', 'http://127.0.0.1:3000/reg'));
  });

  it('is sent to nothing that listens on this machine, where the server is elsewhere', () => {
    for (const here of ['http://127.0.0.1:9200/', 'http://localhost/reg', 'http://[::1]:8080/admin']) {
      assert.equal(offerAt('https://login.test', here), undefined, here);
    }
  });
});

describe('registering at a real server', () => {
  let server: Demo | undefined;
  afterEach(async () => server?.stop());

  async function requestAt(options: DemoOptions): Promise<RegistrationRequest> {
    server = await startDemo(options);
    const { metadata } = await findServer([server.issuer]);
    const offer = registrationOffer(server.issuer, metadata)!;
    return { endpoint: offer.endpoint, client: clientRegistration(offer, redirectUri, ['openid', 'offline_access']) };
  }

  it('gives a public client, and keeps no token for changing it', async () => {
    const client = await register(await requestAt({ registration: true }));
    assert.ok('clientId' in client);
    assert.deepEqual({ ...client, clientId: '' }, { clientId: '', clientAuthentication: 'none', redirectUri });
  });

  it('wants the initial access token where there is one, and does not repeat it', async () => {
    const initialAccessToken = 'initial-access-token-of-the-server';
    const request = await requestAt({ registration: { initialAccessToken } });
    const without = await register(request);
    assert.ok('refused' in without);
    assert.equal(without.refused, 'accessToken');
    const wrong = await register({ ...request, initialAccessToken: 'another-one' });
    assert.equal('refused' in wrong && wrong.refused, 'accessToken');
    assert.doesNotMatch(JSON.stringify(wrong), /another-one/);
    assert.ok('clientId' in (await register({ ...request, initialAccessToken })));
  });

  it('says that it is the redirect URI, where that is refused', async () => {
    const request = await requestAt({ registration: true });
    const client = { ...request.client, redirect_uris: ['http://shop.test/callback'] as const };
    const refusal = await register({ ...request, client });
    assert.ok('refused' in refusal);
    assert.equal(refusal.refused, 'redirectUri');
    assert.match(refusal.details.description ?? '', /loopback/);
  });

  it('is not offered by a server that does not', async () => {
    server = await startDemo();
    assert.equal(registrationOffer(server.issuer, (await findServer([server.issuer])).metadata), undefined);
  });
});

describe('the answer to a registration', () => {
  let fake: FakeServer;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake.stop());

  const answering = (status: number, body: unknown): ReturnType<typeof register> => {
    fake.answers['/reg'] = (_, response) => {
      json(response, status, body);
    };
    return register({ endpoint: `${fake.issuer}/reg`, client: asked });
  };
  const refusal = async (status: number, body: unknown): Promise<string> => {
    const result = await answering(status, body);
    return 'refused' in result ? result.refused : `registered ${result.clientId}`;
  };

  it('may have a secret, which tells how the client proves itself', async () => {
    const secret = { client_id: 'a', client_secret: 's' };
    const methods = async (extra: object): Promise<unknown> => {
      const client = await answering(201, { ...secret, ...extra });
      return 'clientId' in client && [client.clientAuthentication, client.clientSecret];
    };
    assert.deepEqual(await methods({}), ['clientSecretBasic', 's']);
    assert.deepEqual(await methods({ token_endpoint_auth_method: 'client_secret_post' }), ['clientSecretPost', 's']);
    assert.deepEqual(await methods({ token_endpoint_auth_method: 'none' }), ['none', undefined]);
    assert.equal(await refusal(201, { client_id: 'a', token_endpoint_auth_method: 'client_secret_basic' }), 'unusable');
    for (const method of ['tls_client_auth', 'constructor', '__proto__', 'toString', 7]) {
      assert.equal(await refusal(201, { ...secret, token_endpoint_auth_method: method }), 'unusable', String(method));
    }
  });

  it('may have another redirect URI, which is used where it leads back here', async () => {
    const registered = async (uris: unknown): Promise<unknown> => {
      const client = await answering(201, { client_id: 'a', redirect_uris: uris });
      return 'redirectUri' in client ? client.redirectUri : client.refused;
    };
    assert.equal(await registered(['https://other.test', redirectUri]), redirectUri);
    assert.equal(
      await registered(['http://shop.test/', 'http://127.0.0.1:3000/callback']),
      'http://127.0.0.1:3000/callback',
    );
    assert.equal(await registered(['http://shop.test/']), 'unusable');
    assert.equal(await registered('http://127.0.0.1/callback'), 'unusable');
    assert.equal(await registered(undefined), redirectUri);
  });

  it('is not believed where the ID is none', async () => {
    for (const id of [undefined, '', 7, 'a b', 'a\nb', 'a\u202eb', 'a'.repeat(501), 'eyJhbGciOiJub25lIn0.e30.']) {
      assert.equal(await refusal(201, { client_id: id }), 'unusable', JSON.stringify(id));
    }
    assert.equal(await refusal(201, []), 'unusable');
    assert.equal(await refusal(201, { client_id: 'a', client_secret: 'line\nbreak' }), 'unusable');
  });

  it('puts no secret where the ID belongs, which goes into the settings', async () => {
    assert.equal(await refusal(201, { client_id: 'the-secret', client_secret: 'the-secret' }), 'unusable');
    const initialAccessToken = 'initial-access-token';
    fake.answers['/reg'] = (_, response) => {
      json(response, 201, { client_id: initialAccessToken });
    };
    const result = await register({ endpoint: `${fake.issuer}/reg`, client: asked, initialAccessToken });
    assert.equal('refused' in result && result.refused, 'unusable');
    assert.doesNotMatch(JSON.stringify(result), /initial-access-token/);
  });

  it('tells a closed door from a wrong request', async () => {
    assert.equal(await refusal(400, { error: 'invalid_client_metadata' }), 'client');
    assert.equal(await refusal(400, { error: 'invalid_redirect_uri' }), 'redirectUri');
    assert.equal(await refusal(403, { error: 'insufficient_scope' }), 'accessToken');
    assert.equal(await refusal(404, { error: 'not_found' }), 'closed');
    for (const [status, kind] of [
      [200, 'closed'],
      [404, 'closed'],
      [401, 'accessToken'],
    ] as const) {
      fake.answers['/reg'] = (_, response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html>');
      };
      const result = await register({ endpoint: `${fake.issuer}/reg`, client: asked });
      assert.equal('refused' in result && result.refused, kind, String(status));
    }
  });

  it('is not followed elsewhere, and not read without end', async () => {
    fake.answers['/reg'] = (_, response) => {
      response.writeHead(307, { location: `${fake.issuer}/elsewhere` }).end();
    };
    const request = { endpoint: `${fake.issuer}/reg`, client: asked, initialAccessToken: 'initial-access-token' };
    await assert.rejects(
      register(request),
      (error) => error instanceof OAuthFailure && error.details.reason === 'redirect',
    );
    assert.equal(fake.asked('/elsewhere'), 0);
    fake.answers['/reg'] = (_, response) => {
      json(response, 201, { client_id: 'a', more: 'x'.repeat(2_000_000) });
    };
    await assert.rejects(
      register(request),
      (error) => error instanceof OAuthFailure && error.details.reason === 'tooLarge',
    );
  });

  it('is asked for once, with the initial access token in the header and nowhere else', async () => {
    const before = fake.asked('/reg');
    await answering(401, { error: 'invalid_token', error_description: 'secret-token-value is unknown' });
    const initialAccessToken = 'secret-token-value';
    const result = await register({ endpoint: `${fake.issuer}/reg`, client: asked, initialAccessToken });
    assert.equal(fake.asked('/reg'), before + 2);
    assert.equal(fake.received.at(-1)?.headers.authorization, `Bearer ${initialAccessToken}`);
    assert.doesNotMatch(JSON.stringify(result), /secret-token-value/);
  });

  it('is of a server that may be down', async () => {
    await assert.rejects(answering(503, {}), (error) => error instanceof OAuthFailure && error.code === 'serverError');
  });
});
