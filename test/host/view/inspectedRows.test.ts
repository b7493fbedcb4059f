import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Profile } from '../../../src/profile/profile.ts';
import { cacheKey } from '../../../src/session/cacheKey.ts';
import type { Session } from '../../../src/session/session.ts';
import { decode } from '../../../src/token/decode.ts';
import { findingsRow } from '../../../src/view/findingRows.ts';
import { InspectedTokens } from '../../../src/view/inspected.ts';
import { inspectedRows } from '../../../src/view/inspectedRows.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import type { TreeNode } from '../../../src/view/node.ts';
import { accessTokenContext } from '../../../src/view/sessionTokens.ts';
import { tokenRows } from '../../../src/view/tokenRows.ts';
import { profileFor } from '../../unit/oauth/profiles.ts';
import { auth0Claims, auth0Issuer, encode, jwt, now } from '../../unit/token/tokens.ts';

/** A server that only counts. */
async function listen(): Promise<{ issuer: string; asked: () => number; stop: () => void }> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { issuer, asked: () => asked, stop: () => server.close() };
}

const subject = 'auth0|65f1c0ffee';

function sessionWith(profile: Profile, token: string, requestedScopes: readonly string[]): Session {
  const [api] = profile.apis;
  return {
    id: 's',
    issuer: profile.issuer,
    clientId: profile.clientId,
    subject: subject,
    label: 'ada@example.com',
    profile: profile.name,
    signedInAt: now,
    accessTokens: [
      {
        api: api.name,
        cacheKey: cacheKey(profile, subject, api),
        value: token,
        tokenType: 'bearer',
        receivedAt: now,
        expiresAt: now + 3600,
        resource: [],
        requestedScopes,
      },
    ],
  };
}

describe('the inspected tokens', () => {
  const arrived: (() => void)[] = [];
  const issuer = new IssuerFacts(() => arrived.shift()?.());

  async function rowsOf(text: string, profiles = [profileFor('https://login.example.com/')]): Promise<TreeNode[]> {
    const tokens = new InspectedTokens();
    tokens.add({ token: decode(text) });
    const draw = async (): Promise<TreeNode[]> => {
      const [root] = inspectedRows(tokens.list(), { profiles, sessions: [], issuer, now });
      const [row] = (await root?.children?.()) ?? [];
      return (await row?.children?.()) ?? [];
    };
    const verdict = new Promise<void>((resolve) => arrived.push(resolve));
    const rows = await draw();
    if (rows.some(({ description }) => description === 'checking…')) await verdict;
    else arrived.pop();
    return draw();
  }

  async function descriptionOf(text: string, label: string): Promise<string | undefined> {
    return (await rowsOf(text)).find((row) => row.label === label)?.description;
  }

  it('say of one that was made here nothing that only a server can have done', async () => {
    const text = jwt(auth0Claims);
    const [api] = profileFor(auth0Issuer).apis;
    const asked = { ...profileFor(auth0Issuer), clientId: String(auth0Claims['azp']) };
    const profile: Profile = { ...asked, apis: [{ ...api, scopes: ['write:orders'] }] };
    const labels = async (test: boolean): Promise<string> => {
      const tokens = new InspectedTokens();
      tokens.add({ token: decode(text), ...(test && { test }) });
      const [root] = inspectedRows(tokens.list(), { profiles: [profile], sessions: [], issuer, now });
      const [row] = (await root?.children?.()) ?? [];
      const rows = findingsRow(row?.token?.() ?? assert.fail(), undefined);
      return (await Promise.all(rows.map(async ({ children }) => children?.())))
        .flat()
        .map((one) => one?.label)
        .join();
    };
    assert.match(await labels(false), /Not granted: write:orders/);
    assert.doesNotMatch(await labels(true), /Not granted/);
  });

  it('are never reason to ask an address that they name', async () => {
    const { issuer: named, asked, stop } = await listen();
    const header = { jku: `${named}/keys`, x5u: `${named}/certificate` };
    const rows = await rowsOf(jwt({ ...auth0Claims, iss: named }, header));
    assert.equal(
      rows.find(({ label }) => label === 'Signature')?.description,
      'not verifiable: The issuer is not one of your profiles.',
    );
    assert.equal(asked(), 0);
    // The same token once its issuer is a profile's: now it may be asked.
    await rowsOf(jwt({ ...auth0Claims, iss: named }, header), [profileFor(named)]);
    assert.notEqual(asked(), 0);
    stop();
  });

  it('are told from a profile’s by the slightest difference', async () => {
    const rows = await rowsOf(jwt(auth0Claims), [profileFor(auth0Issuer.slice(0, -1))]);
    assert.equal(
      rows.find(({ label }) => label === 'Signature')?.description,
      'not verifiable: The issuer is not one of your profiles.',
    );
  });

  it('say which of them were made here for a test, also where such a one is inspected again', async () => {
    const tokens = new InspectedTokens();
    tokens.add({ token: decode(jwt(auth0Claims)), test: true });
    tokens.add({ token: decode(jwt({ ...auth0Claims, sub: 'eve' })) });
    tokens.add({ token: decode(jwt(auth0Claims)) });
    const [root] = inspectedRows(tokens.list(), { profiles: [], sessions: [], issuer, now });
    const rows = (await root?.children?.()) ?? [];
    const descriptions = rows.map(({ description }) => description);
    assert.deepEqual(
      rows.map((row) => row.icon?.id),
      ['beaker', 'key'],
    );
    assert.equal(descriptions.length, 2);
    assert.match(descriptions[0] ?? '', /^test token · expires in/);
    assert.doesNotMatch(descriptions[1] ?? '', /test token/);
  });

  it('have rows for whatever they are', async () => {
    const token = jwt(auth0Claims);
    assert.equal(await descriptionOf('ya29.a0AfH6SMBxk3qT-9rToken77', 'Format'), 'opaque: only the server can read it');
    assert.equal(
      await descriptionOf('ya29.a0AfH6SMBxk3qT-9rToken77', 'Ask the Server…'),
      'what this token is good for',
    );
    const jwe = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'api' })}.a.b.c.d`;
    assert.equal(await descriptionOf(jwe, 'Format'), 'encrypted: only the API can read it');
    assert.equal(await descriptionOf(jwe, 'Header'), 'alg, enc, kid');
    const broken = token.replace(/\.(.{30})./, '.$1!');
    assert.equal(await descriptionOf(broken, 'Format'), 'damaged');
    assert.equal(
      await descriptionOf(`${token}=`, 'Spelling (1)'),
      'A part ends in “=”. Tokens are base64url without padding, and strict APIs refuse this one.',
    );
    const disclosure = encode(JSON.stringify(['salt', 'given_name', 'Ada']));
    assert.equal(await descriptionOf(`${token}~${disclosure}~`, 'Disclosed'), 'given_name');
    assert.match(
      (await descriptionOf(`${encode({ alg: 'none' })}.${encode(auth0Claims)}.`, 'Signature')) ?? '',
      /^invalid: /,
    );
    assert.equal(await descriptionOf(token, 'Scopes'), 'openid, profile, email, read:orders');
  });

  it('have the findings and the marks of the session’s row where they are a copy of its token', async () => {
    const { issuer: named, stop } = await listen();
    const profile = profileFor(named);
    const [api] = profile.apis;
    const aud = ['https://stock.example.com', `${named}/userinfo`];
    const token = jwt({ ...auth0Claims, iss: named, aud, azp: profile.clientId });
    const session = sessionWith(profile, token, ['openid', 'read:orders', 'write:orders']);
    const codes = async (rows: readonly TreeNode[]): Promise<string[]> => {
      const found = (await rows.find(({ label }) => label.startsWith('Findings'))?.children?.()) ?? [];
      return found.map(({ id }) => id.replace(/.*\//, ''));
    };
    const marks = (rows: readonly TreeNode[]): unknown[] =>
      rows.map(({ label, description, icon }) => [label, description, icon?.id]);

    const input = { profiles: [profile], sessions: [session], issuer, now };
    const [accessToken] = session.accessTokens;
    assert.ok(accessToken !== undefined);
    const own = accessTokenContext({ profile, session, issuer, now }, api, accessToken);
    // Whether it is genuine arrives later, for both alike.
    tokenRows(own);
    await new Promise<void>((resolve) => arrived.push(resolve));
    const copies = new InspectedTokens();
    copies.add({ token: decode(`Authorization: Bearer ${token}`) });
    const [root] = inspectedRows(copies.list(), input);
    const [row] = (await root?.children?.()) ?? [];
    assert.equal(row?.label, 'Access token');
    assert.match(row.description ?? '', /^same token as integration › Access token · expires in/);
    const rows = (await row.children?.()) ?? [];

    assert.deepEqual(await codes(rows), await codes(tokenRows(own)));
    assert.ok((await codes(rows)).includes('scope.missing'));
    assert.deepEqual(marks(rows), marks(tokenRows(own)));
    assert.match(rows.find(({ label }) => label === 'Scopes')?.description ?? '', /1 missing/);
    stop();
  });

  it('mark no scope but those that a finding names, and name none that they do not mark', async () => {
    const { issuer: named, stop } = await listen();
    const profile = profileFor(named, { scopes: ['openid', 'write:orders'] });
    for (const client of [profile.clientId, 'another']) {
      const rows = await rowsOf(jwt({ ...auth0Claims, iss: named, azp: client }), [profile]);
      const marked = rows.find(({ label }) => label === 'Scopes')?.description?.includes('missing') === true;
      const found = (await rows.find(({ label }) => label.startsWith('Findings'))?.children?.()) ?? [];
      assert.equal(
        found.some(({ id }) => id.endsWith('scope.missing')),
        marked,
        client,
      );
      assert.equal(marked, client !== 'another');
    }
    stop();
  });

  it('are listed newest first, each once, and no more than twenty', () => {
    const tokens = new InspectedTokens();
    const texts = Array.from({ length: 25 }, (_, index) => jwt({ n: index }));
    for (const text of [...texts, texts[23] ?? '']) tokens.add({ token: decode(text) });
    const raws = tokens.list().map(({ token }) => token.raw);
    assert.equal(raws.length, 20);
    assert.deepEqual(raws.slice(0, 3), [texts[23], texts[24], texts[22]]);
    tokens.remove(tokens.list()[0]?.id ?? '');
    assert.equal(tokens.list()[0]?.token.raw, texts[24]);
    tokens.clear();
    assert.deepEqual(inspectedRows(tokens.list(), { profiles: [], sessions: [], issuer, now }), []);
  });
});
