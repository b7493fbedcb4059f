import assert from 'node:assert/strict';
import type { Profile } from '../../../src/profile/profile.ts';
import { orphaned } from '../../../src/session/orphaned.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { sessionsOf } from '../../../src/session/sessionsOf.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { Desk, failure, jwt, orders, profile, stock } from './support.ts';

const machine: Profile = { ...profile, grant: 'clientCredentials', clientAuthentication: 'clientSecretBasic' };

describe('a session of the client itself', () => {
  let desk: Desk;
  let window: Sessions;
  let session: Session;
  beforeEach(async () => {
    desk = new Desk();
    window = desk.window();
    session = await window.add(await desk.server.clientToken({ profile: machine, api: orders }), machine, orders);
    desk.server.askedAsClient.length = 0;
  });
  afterEach(() => {
    desk.clean();
  });

  const get = (window: Sessions, api = orders) => window.accessToken(session.id, machine, api, { minimumLifetime: 60 });

  it('is named after the client, and is the same one at the next first token', async () => {
    assert.deepEqual([session.client, session.subject, session.label], [true, '', 'editor']);
    const again = await window.add(await desk.server.clientToken({ profile: machine, api: stock }), machine, stock);
    assert.equal(again.id, session.id);
    assert.deepEqual(
      again.accessTokens.map(({ api }) => api),
      ['orders', 'stock'],
    );
  });

  it('hands out its token while it is fresh, and asks again when it is not', async () => {
    const first = await get(window);
    assert.deepEqual(desk.server.askedAsClient, []);
    desk.server.now += 3600;
    assert.notEqual((await get(window)).value, first.value);
    assert.deepEqual(desk.server.askedAsClient, ['orders']);
    await window.refresh(session.id, machine, orders);
    assert.equal(desk.server.askedAsClient.length, 2);
    assert.equal(desk.server.requests.length, 0, 'there is nothing to refresh with');
  });

  it('asks for each API that it has no token for', async () => {
    await get(window, stock);
    assert.deepEqual(desk.server.askedAsClient, ['stock']);
  });

  it('asks once, however many callers and windows want a new token at the same time', async () => {
    const other = desk.window();
    desk.server.now += 3600;
    let release = (): void => undefined;
    desk.server.onRefresh = () => new Promise((resolve) => (release = resolve));
    const all = [get(window), get(window), get(other), get(other)];
    while (desk.server.askedAsClient.length === 0) await new Promise(setImmediate);
    release();
    const values = new Set((await Promise.all(all)).map(({ value }) => value));
    assert.equal(values.size, 1);
    assert.deepEqual(desk.server.askedAsClient, ['orders']);
  });

  for (const code of ['invalidClient', 'invalidTarget', 'invalidScope', 'answerLost', 'invalidGrant'] as const) {
    it(`stays as it was, and asks nobody to sign in, when the server says ${code}`, async () => {
      const [before] = (await window.list()).sessions;
      desk.server.now += 3600;
      desk.server.script.push(failure(code));
      await assert.rejects(get(window), { name: 'OAuthFailure', code });
      assert.deepEqual((await window.list()).sessions, [before]);
      await get(window);
    });
  }

  it('keeps a token for another audience than was asked for: its findings say so', async () => {
    desk.server.now += 3600;
    desk.server.script.push((answer) => ({ ...answer, accessToken: jwt({ aud: stock.audience }) }));
    await get(window);
  });

  it('is never a person’s, nor a person’s the client’s, at the same client of the same issuer', async () => {
    const nameless = desk.server.signIn();
    Reflect.deleteProperty(nameless, 'subject');
    const person = await window.add(nameless, profile, orders);
    assert.notEqual(person.id, session.id);
    const { sessions } = await window.list();
    assert.deepEqual(
      [sessionsOf(profile, sessions), sessionsOf(machine, sessions)].map((own) => own.map(({ id }) => id)),
      [[person.id], [session.id]],
    );
    const unknown = (error: unknown): boolean => error instanceof SignInNeeded && error.reason === 'unknownSession';
    await assert.rejects(window.accessToken(session.id, profile, orders, { minimumLifetime: 0 }), unknown);
    await assert.rejects(window.accessToken(person.id, machine, orders, { minimumLifetime: 0 }), unknown);
  });

  it('is nobody’s once the profile asks for a person', async () => {
    const { sessions } = await window.list();
    assert.deepEqual(
      orphaned(sessions, { usable: [profile], broken: [] }).map(({ id }) => id),
      [session.id],
    );
  });

  it('is forgotten, and the server is asked for nothing', async () => {
    assert.deepEqual(await window.signOut(session.id, machine), { revoked: 'nothingToRevoke' });
    assert.deepEqual((await window.list()).sessions, []);
    assert.deepEqual(desk.server.revoked, []);
  });
});
