import assert from 'node:assert/strict';
import { Accounts, labelsOf } from '../../../src/integration/accounts.ts';
import type { ProfileSettings } from '../../../src/profile/settings.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { Desk, orders, profile, stock } from '../session/support.ts';

interface Told {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

describe('the accounts that VS Code is told of', () => {
  let desk: Desk;
  let window: Sessions;
  let other: Sessions;
  let profiles: readonly Profile[];
  let told: Told[];
  let signedOut: string[];
  let accounts: Accounts;

  beforeEach(() => {
    desk = new Desk();
    window = desk.window();
    other = desk.window();
    profiles = [profile];
    told = [];
    signedOut = [];
    const settings = { profiles: () => profiles } as unknown as ProfileSettings;
    accounts = new Accounts({ sessions: window, settings }, (change, gone) => {
      const labels = (sessions: typeof change.added = []) => sessions.map(({ account }) => account.label);
      told.push({ added: labels(change.added), removed: labels(change.removed), changed: labels(change.changed) });
      signedOut.push(...gone.map(({ clientId }) => clientId));
      return Promise.resolve();
    });
  });
  afterEach(() => {
    desk.clean();
  });

  const label = 'ada@example.com · login.example';
  const signIn = (sessions: Sessions): Promise<Session> => sessions.add(desk.server.signIn(), profile, orders);

  it('are listed without a token', async () => {
    const { id } = await signIn(window);
    assert.deepEqual(await accounts.list(), [{ id, accessToken: '', account: { id, label }, scopes: [] }]);
  });

  it('are told as they come, change and go, once each, whichever window did it', async () => {
    assert.deepEqual(await accounts.list(), []);
    const { id } = await signIn(other);
    await accounts.update();
    await accounts.update();
    await other.accessToken(id, profile, stock, { minimumLifetime: 0 });
    await accounts.update();
    await other.signOut(id, profile);
    await accounts.update();
    const nobody = { added: [], removed: [], changed: [] };
    assert.deepEqual(told, [
      { ...nobody, added: [label] },
      { ...nobody, changed: [label] },
      { ...nobody, removed: [label] },
    ]);
    assert.deepEqual(signedOut, ['editor']);
  });

  it('are no news where VS Code has listed them', async () => {
    await signIn(window);
    await accounts.list();
    await accounts.update();
    assert.deepEqual(told, []);
  });

  it('go with their profile and come back with it', async () => {
    await signIn(window);
    await accounts.list();
    profiles = [];
    await accounts.update();
    assert.deepEqual(await accounts.list(), []);
    profiles = [profile];
    await accounts.update();
    assert.deepEqual(
      told.map(({ added, removed }) => [added, removed]),
      [
        [[], [label]],
        [[label], []],
      ],
    );
  });

  it('are told once by a sign-in for another extension, with its scopes', async () => {
    await accounts.list();
    const scopes = ['api:orders'];
    const session = await accounts.signingIn(async () => {
      const { id } = await signIn(window);
      await accounts.update();
      return { id, accessToken: 'token', account: { id, label }, scopes };
    });
    assert.equal(session.accessToken, 'token');
    assert.deepEqual(told, [{ added: [label], removed: [], changed: [] }]);
    // A second API of the same account is a new session to whoever waits for its scopes.
    await accounts.signingIn(() => Promise.resolve({ ...session, scopes: ['api:stock'] }));
    assert.deepEqual(told.at(-1)?.added, [label]);
  });

  it('are told of what others did, also where the sign-in failed', async () => {
    await accounts.list();
    const failed = accounts.signingIn(async () => {
      await signIn(other);
      await accounts.update();
      throw new Error('declined');
    });
    await assert.rejects(failed, /declined/);
    assert.deepEqual(told, [{ added: [label], removed: [], changed: [] }]);
  });
});

describe('the name of an account', () => {
  const session: Session = {
    ...{ id: 'one', issuer: 'https://login.example/realms/a/', clientId: 'editor', subject: 'ada' },
    ...{ label: 'ada@example.com', profile: 'work', signedInAt: 0, accessTokens: [] },
  };
  const names = (...sessions: readonly Session[]): string[] => [...labelsOf(sessions).values()];

  it('tells people of the same address at different issuers apart, since VS Code remembers consent by it', () => {
    const other = { ...session, id: 'two', issuer: 'https://evil.example' };
    assert.deepEqual(names(session, other), [
      'ada@example.com · login.example/realms/a',
      'ada@example.com · evil.example',
    ]);
  });

  it('tells the clients of one issuer apart, since VS Code signs out by it', () => {
    assert.deepEqual(names(session, { ...session, id: 'two', clientId: 'web' }), [
      'ada@example.com · login.example/realms/a · editor',
      'ada@example.com · login.example/realms/a · web',
    ]);
  });

  it('says nothing of the profile, whose name a workspace may take, and shows what does not show', () => {
    assert.deepEqual(names({ ...session, profile: 'other' }), names(session));
    assert.deepEqual(names({ ...session, label: 'ada\u202e' }), ['ada⟨U+202E⟩ · login.example/realms/a']);
  });
});
