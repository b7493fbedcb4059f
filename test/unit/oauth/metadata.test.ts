import assert from 'node:assert/strict';
import type { Fetch } from '../../../src/oauth/http.ts';
import { discover, forget } from '../../../src/oauth/metadata.ts';
import { failure } from './failures.ts';
import { html, json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { profileFor } from './profiles.ts';

const openid = '/.well-known/openid-configuration';

describe("the server's metadata", () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(() => fake.stop());

  /** A server at any address, HTTPS included, that answers with this issuer. */
  function says(issuer: string): Fetch {
    return () => Promise.resolve(Response.json({ issuer, token_endpoint: 'https://login.example.com/token' }));
  }

  it('is asked for once, however many want it, and kept', async () => {
    const profile = profileFor(fake.issuer);
    const [one, two] = await Promise.all([discover(profile), discover(profile)]);
    assert.equal(one, two);
    assert.equal(await discover(profile), one);
    assert.equal(one.metadata.token_endpoint, `${fake.issuer}/token`);
    assert.equal(fake.received.length, 1);
  });

  it('is asked for again after forget', async () => {
    const profile = profileFor(fake.issuer);
    await discover(profile);
    forget(fake.issuer);
    await discover(profile);
    assert.equal(fake.received.length, 2);
  });

  it('is asked for again after a failure', async () => {
    fake.answers[openid] = (_, response) => {
      html(response, 503);
    };
    await failure(discover(profileFor(fake.issuer)), 'serverError');
    fake.answers[openid] = undefined;
    assert.equal((await discover(profileFor(fake.issuer))).issuer, fake.issuer);
  });

  it('stays on its way for the others when one of them cancels', async () => {
    const controller = new AbortController();
    const profile = profileFor(fake.issuer);
    const [cancelled, kept] = [discover(profile, { signal: controller.signal }), discover(profile)];
    controller.abort();
    await failure(cancelled, 'cancelled');
    assert.equal((await kept).issuer, fake.issuer);
    assert.equal(fake.received.length, 1);
  });

  it('must name the issuer to the letter', async () => {
    fake.metadata = { issuer: 'https://evil.example.com' };
    const details = await failure(discover(profileFor(fake.issuer)), 'issuerMismatch');
    assert.deepEqual([details.expected, details.actual], [fake.issuer, 'https://evil.example.com']);
  });

  for (const [mine, theirs] of [
    ['https://login.example.com', 'https://login.example.com/'],
    ['https://login.example.com/tenant/', 'https://login.example.com/tenant'],
  ] as const) {
    it(`says that only a slash is wrong: ${mine} and ${theirs}`, async () => {
      const details = await failure(discover(profileFor(mine), { fetch: says(theirs) }), 'issuerSlash');
      assert.deepEqual([details.expected, details.actual], [mine, theirs]);
    });
  }

  it('is looked for below the path of the issuer', async () => {
    const issuer = `${fake.issuer}/realms/main`;
    fake.answers['/realms/main/.well-known/openid-configuration'] = (_, response) => {
      json(response, 200, { issuer });
    };
    assert.equal((await discover(profileFor(issuer))).issuer, issuer);
  });

  it('may be that of a plain OAuth server', async () => {
    const issuer = `${fake.issuer}/tenant`;
    fake.answers['/.well-known/oauth-authorization-server/tenant'] = (_, response) => {
      json(response, 200, { issuer, token_endpoint: `${issuer}/token` });
    };
    assert.equal((await discover(profileFor(issuer))).metadata.token_endpoint, `${issuer}/token`);
  });

  it('is missing where the addresses answer 404', async () => {
    const details = await failure(discover(profileFor(`${fake.issuer}/typo`)), 'noDiscovery');
    assert.deepEqual([details.status, details.issuer], [404, `${fake.issuer}/typo`]);
  });

  it('is missing where a page answers', async () => {
    fake.answers[openid] = (_, response) => {
      html(response, 200);
    };
    assert.equal((await failure(discover(profileFor(fake.issuer)), 'noDiscovery')).reason, 'notJson');
  });

  it('is missing in JSON that is something else, with the words of the server', async () => {
    fake.answers[openid] = (_, response) => {
      json(response, 400, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
    };
    const details = await failure(discover(profileFor(fake.issuer)), 'noDiscovery');
    assert.equal(details.description, 'AADSTS90002: Tenant not found.');
    fake.answers[openid] = (_, response) => {
      json(response, 200, ['no', 'metadata']);
    };
    await failure(discover(profileFor(fake.issuer)), 'noDiscovery');
  });

  it('is not asked for over plain HTTP, but on this machine', async () => {
    let asked = 0;
    const fetch: Fetch = () => Promise.resolve(Response.json({ asked: ++asked }));
    for (const issuer of ['http://login.example.com', 'http://127.0.0.1.example.com', 'http://localhost.example.com']) {
      await failure(discover(profileFor(issuer), { fetch }), 'insecure');
    }
    assert.equal(asked, 0);
    const endpoints = { token: 'https://login.example.com/token' };
    await failure(discover(profileFor('http://login.example.com', { endpoints })), 'insecure');
  });

  it('is not followed to another address', async () => {
    fake.answers[openid] = (_, response) => response.writeHead(302, { location: `${fake.issuer}/elsewhere` }).end();
    assert.equal((await failure(discover(profileFor(fake.issuer)), 'malformedAnswer')).reason, 'redirect');
    assert.equal(fake.asked('/elsewhere'), 0);
  });

  it('survives 100,000 levels, __proto__ and duplicate keys', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    fake.answers[openid] = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          `{"issuer":"x","deep":${deep},"__proto__":{"jwks_uri":"https://evil.example.com"},"issuer":"${fake.issuer}"}`,
        );
    const { metadata, issuer } = await discover(profileFor(fake.issuer));
    assert.equal(issuer, fake.issuer);
    assert.equal(metadata.jwks_uri, undefined);
    assert.equal(metadata['deep'], undefined);
  });

  it("comes from the profile's endpoints without a request", async () => {
    const endpoints = { authorization: 'https://github.com/login/oauth/authorize', token: 'https://github.com/token' };
    const server = await discover(profileFor('https://github.com', { endpoints }), {
      fetch: () => assert.fail('no request is needed'),
    });
    assert.equal(server.metadata.token_endpoint, 'https://github.com/token');
    assert.equal(server.metadata.jwks_uri, undefined);
  });

  const entra = 'https://login.microsoftonline.com';
  for (const [mine, theirs] of [
    [`${entra}/common/v2.0`, `${entra}/{tenantid}/v2.0`],
    [`${entra}/contoso.onmicrosoft.com/v2.0`, `${entra}/6c1b/v2.0`],
  ] as const) {
    it(`may name the tenant otherwise at Entra ID: ${mine}`, async () => {
      assert.equal((await discover(profileFor(mine), { fetch: says(theirs) })).issuer, theirs);
    });
  }

  it('may not name another server at Entra ID', async () => {
    const mine = `${entra}/common/v2.0`;
    forget(mine);
    await failure(
      discover(profileFor(mine), { fetch: says('https://login.microsoftonline.com.evil.example/v2.0') }),
      'issuerMismatch',
    );
  });
});
