import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forgetStoppedDemos, ofStoppedDemos } from '../../../src/command/stoppedDemos.ts';
import { startDemo } from '../../../src/demo/server.ts';
import { Desk } from '../session/support.ts';

describe('sessions of demo providers', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.clean();
  });

  it('are forgotten when their server is gone, and stay while it runs in another window', async () => {
    const [gone, alive] = [await startDemo(), await startDemo()];
    try {
      const window = desk.window();
      for (const { profile } of [gone, alive]) {
        const { issuer, clientId, apis } = profile;
        await window.add({ ...desk.server.signIn(), issuer, clientId }, profile, apis[0]);
      }
      const { sessions } = await window.list();
      assert.deepEqual(await ofStoppedDemos(sessions), []);
      await gone.stop();
      assert.deepEqual(
        (await ofStoppedDemos(sessions)).map(({ issuer }) => issuer),
        [gone.issuer],
      );
      await forgetStoppedDemos(window);
      assert.deepEqual(
        (await window.list()).sessions.map(({ issuer }) => issuer),
        [alive.issuer],
      );
      assert.deepEqual(desk.server.revoked, [], 'there is nobody to ask');
    } finally {
      await alive.stop();
    }
  });

  it('are not taken for those of whoever has the port now, and nobody asks other servers', async () => {
    let asked = 0;
    const other = createServer((_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"issuer":"http://other.example"}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const issuer = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      const session = { id: 'a', issuer, clientId: 'c', subject: 's', label: 's', profile: 'demo', signedInAt: 0 };
      const sessions = [{ ...session, accessTokens: [] }];
      assert.deepEqual(await ofStoppedDemos(sessions), []);
      assert.equal(asked, 0);
      const demos = sessions.map((one) => ({ ...one, demo: true as const }));
      assert.deepEqual(await ofStoppedDemos(demos), demos);
      assert.deepEqual(await ofStoppedDemos(demos), demos);
      assert.equal(asked, 1, 'one that ended never comes back');
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
});
