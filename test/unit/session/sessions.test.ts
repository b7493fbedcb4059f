import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, failure, orders, profile, stock } from './support.ts';

describe('sessions', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.clean();
  });

  it('keeps a sign-in for every window, and after a restart', async () => {
    const signedIn = await desk.window().add(desk.server.signIn(), profile, orders);
    assert.equal(signedIn.label, 'ada@example.com');
    const { sessions, problems } = await desk.window().list();
    assert.deepEqual(sessions, [signedIn]);
    assert.deepEqual(problems, []);
    assert.equal(desk.keyring.writes, 0, 'the key is there');
  });

  it('sees at once what another window wrote, also of a session that was listed long after it was written', async () => {
    const window = desk.window();
    const { id } = await window.add(desk.server.signIn(), profile, orders);
    const age = (): void => {
      utimesSync(desk.file(id), 1_000_000, 1_000_000);
    };
    const listed = async (): Promise<unknown> => (await window.list()).sessions.map(({ accessTokens }) => accessTokens);
    age();
    const before = await listed();
    assert.deepEqual(await listed(), before);
    const other = desk.window();
    const token = await other.refresh(id, profile, orders);
    // Another file of the same age: only that it is another one tells them apart.
    age();
    assert.deepEqual(await listed(), [[token]]);
    writeFileSync(desk.file(id), 'damaged');
    age();
    assert.deepEqual(
      (await window.list()).problems.map(({ kind }) => kind),
      ['damaged'],
    );
  });

  it('leaves no token readable on the disk, and the files to their owner alone', async () => {
    const tokenSet = desk.server.signIn();
    await desk.window().add(tokenSet, profile, orders);
    for (const file of readdirSync(desk.directory)) {
      const path = join(desk.directory, file);
      const content = readFileSync(path, 'utf8');
      assert.ok(!content.includes(tokenSet.accessToken) && !content.includes(tokenSet.refreshToken!), file);
      assert.ok(!content.includes([...desk.keyring.values.values()][0]!), file);
      if (process.platform !== 'win32') {
        assert.equal(statSync(path).mode & 0o777, 0o600, file);
      }
    }
  });

  it('hands out the token that is there while it lives long enough', async () => {
    const window = desk.window();
    const { id, accessTokens } = await window.add(desk.server.signIn(), profile, orders);
    assert.deepEqual(await window.accessToken(id, profile, orders, { minimumLifetime: 60 }), accessTokens[0]);
    assert.equal(desk.server.refreshes, 0);
  });

  it('refreshes once for all callers of two windows', async () => {
    const windows = [desk.window(), desk.window()];
    const { id } = await windows[0]!.add(desk.server.signIn(), profile, orders);
    desk.server.now += 3590;
    const asked = windows.flatMap((window) =>
      [1, 2, 3].map(() => window.accessToken(id, profile, orders, { minimumLifetime: 60 })),
    );
    const values = new Set((await Promise.all(asked)).map(({ value }) => value));
    assert.equal(values.size, 1);
    assert.equal(desk.server.refreshes, 1);
    assert.equal(desk.server.reuses, 0);
  });

  it('loses nothing that two windows write at once', async () => {
    const [one, other] = [desk.window(), desk.window()];
    const first = desk.server.signIn();
    const { id } = await one.add(first, profile, orders);
    await Promise.all([
      one.refresh(id, profile, orders),
      other.refresh(id, profile, stock),
      one.accessToken(id, profile, stock, { minimumLifetime: 60 }),
      other.add({ ...first, subject: 'grace', refreshToken: 'hers' }, profile, orders),
    ]);
    const { sessions, problems } = await desk.window().list();
    assert.deepEqual(problems, []);
    assert.deepEqual(sessions.map(({ subject }) => subject).sort(), ['ada', 'grace']);
    const ada = sessions.find(({ subject }) => subject === 'ada');
    assert.deepEqual(ada?.accessTokens.map(({ api }) => api).sort(), ['orders', 'stock']);
    assert.equal(desk.server.reuses, 0);
  });

  it('gets a token for another API with the same refresh token, and keeps both', async () => {
    const window = desk.window();
    const { id } = await window.add(desk.server.signIn(), profile, orders);
    const token = await window.accessToken(id, profile, stock, { minimumLifetime: 60 });
    assert.equal(token.api, 'stock');
    await window.accessToken(id, profile, orders, { minimumLifetime: 60 });
    assert.equal(desk.server.refreshes, 1);
  });

  it('signs out here and at the server', async () => {
    const window = desk.window();
    const tokenSet = desk.server.signIn();
    const { id } = await window.add(tokenSet, profile, orders);
    assert.deepEqual(await window.signOut(id, profile), { revoked: 'revoked' });
    assert.deepEqual(desk.server.revoked, [tokenSet.refreshToken]);
    assert.deepEqual((await window.list()).sessions, []);
  });

  it('signs out here even when the server cannot be asked', async () => {
    const window = desk.window();
    for (const problem of [failure('offline'), failure('serverError', { status: 503 }), new Error('a bug')]) {
      desk.server.revoke = () => Promise.reject(problem);
      const { id } = await window.add(desk.server.signIn(), profile, orders);
      assert.deepEqual(await window.signOut(id, profile), { revoked: 'failed' });
      assert.deepEqual((await window.list()).sessions, []);
      assert.ok(!readdirSync(desk.directory).some((file) => file.endsWith('.session')));
    }
  });

  it('tells a window that listens of what another one did', async () => {
    const [here, there] = [desk.window(), desk.window()];
    const heard = new Promise<void>((resolve) => {
      here.onDidChange(resolve);
    });
    await there.add(desk.server.signIn(), profile, orders);
    await heard;
    assert.equal((await here.list()).sessions.length, 1);
  });

  it('tells nobody who no longer listens', async () => {
    const window = desk.window();
    let calls = 0;
    window
      .onDidChange(() => {
        calls += 1;
      })
      .dispose();
    await window.add(desk.server.signIn(), profile, orders);
    assert.equal(calls, 0);
  });
});
