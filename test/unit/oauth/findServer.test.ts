import assert from 'node:assert/strict';
import { findServer } from '../../../src/oauth/findServer.ts';
import { failure } from './failures.ts';
import { html, json, startFake, type FakeServer } from './fakeServer.ts';

const openid = '/.well-known/openid-configuration';

describe('the server behind what was pasted', () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(() => fake.stop());

  it('is the first of the addresses that has a discovery document', async () => {
    const found = await findServer([`${fake.issuer}/realms/typo`, fake.issuer]);
    assert.equal(found.issuer, fake.issuer);
    assert.equal(found.metadata.token_endpoint, `${fake.issuer}/token`);
  });

  it('is spelt as it spells itself', async () => {
    assert.equal((await findServer([`${fake.issuer}/`])).issuer, fake.issuer);
    fake.metadata = { issuer: `${fake.issuer}/a/` };
    fake.answers[`/a${openid}`] = (_, response) => {
      json(response, 200, fake.metadata);
    };
    assert.equal((await findServer([`${fake.issuer}/a`])).issuer, `${fake.issuer}/a/`);
  });

  it('that calls itself something else altogether is named, and not followed', async () => {
    fake.metadata = { issuer: 'https://login.example.com' };
    const details = await failure(findServer([fake.issuer]), 'issuerMismatch');
    assert.equal(details.actual, 'https://login.example.com');
  });

  it('that calls itself something else is not looked for at the next address', async () => {
    fake.answers[`/a${openid}`] = (_, response) => {
      json(response, 200, { issuer: 'https://login.example.com' });
    };
    await failure(findServer([`${fake.issuer}/a`, fake.issuer]), 'issuerMismatch');
    assert.equal(fake.asked(openid), 0);
  });

  it('that is not there is asked no further', async () => {
    await fake.stop();
    await failure(findServer([`${fake.issuer}/a`, fake.issuer]), 'connectionRefused');
  });

  it('that answers with pages says so by the first address', async () => {
    fake.answers[openid] = (_, response) => {
      html(response, 200);
    };
    const details = await failure(findServer([fake.issuer]), 'noDiscovery');
    assert.equal(details.reason, 'notJson');
  });

  it('keeps the shared address of Entra ID, whose issuer is nobody’s', async () => {
    const issuer = 'https://login.microsoftonline.com/common/v2.0';
    const fetch = () => Promise.resolve(Response.json({ issuer: issuer.replace('common', '{tenantid}') }));
    assert.equal((await findServer([issuer], { fetch })).issuer, issuer);
  });

  it('is no longer asked for once the person has gone', async () => {
    fake.answers[openid] = () => undefined;
    const controller = new AbortController();
    const asked = findServer([fake.issuer], { signal: controller.signal });
    controller.abort();
    await failure(asked, 'cancelled');
  });
});
