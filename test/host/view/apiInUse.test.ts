import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { commands, lastUsedKey } from '../../../src/contributions.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { accessTokenOf } from '../../../src/session/accessTokens.ts';
import type { Session } from '../../../src/session/session.ts';
import { ApiInUse } from '../../../src/view/apiInUse.ts';
import { lastUsedItem } from '../../../src/view/lastUsedItem.ts';
import { FakeServer, orders, profile } from '../../unit/session/support.ts';

const tokenSet = new FakeServer().signIn();
const hour = 3600;

/** Seconds since the epoch. */
const clock = (): number => Date.now() / 1000;

/** Another in each test: VS Code gives a new item what the last one of its id had. */
let person = 0;

function signedIn(lifetime: number, of: Profile = profile): Session {
  const token = accessTokenOf(tokenSet, of, of.apis[0], 'ada');
  return {
    id: 'a'.repeat(40),
    issuer: of.issuer,
    clientId: of.clientId,
    subject: 'ada',
    label: `ada${person}@work.example`,
    profile: of.name,
    signedInAt: clock(),
    accessTokens: [{ ...token, receivedAt: clock(), expiresAt: clock() + lifetime }],
  };
}

/** What a workspace remembers. */
class Memory implements vscode.Memento {
  readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get(key: string): undefined {
    return this.values.get(key) as undefined;
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

describe('the status bar item of the API in use', () => {
  const realNow = Date.now;
  let memory: Memory;
  let item: vscode.StatusBarItem;
  let inUse: ApiInUse;
  let sessions: Session[];
  let profiles: Profile[];
  let lookups: number;

  beforeEach(() => {
    memory = new Memory();
    person += 1;
    sessions = [];
    profiles = [profile];
    open();
  });
  afterEach(() => {
    close();
    Date.now = realNow;
  });

  function open(): void {
    lookups = 0;
    item = lastUsedItem(memory);
    const list = () => {
      lookups += 1;
      return Promise.resolve({ sessions, problems: [] });
    };
    inUse = new ApiInUse(item, memory, { profiles: () => profiles, minimumLifetime: () => 60 }, { list });
  }

  function close(): void {
    inUse.dispose();
    item.dispose();
  }

  async function use(session: Session, wanted: RegExp): Promise<void> {
    sessions = [session];
    const [of] = profiles;
    assert.ok(of);
    inUse.note(of, of.apis[0], session);
    await reads(wanted);
  }

  async function reads(wanted: RegExp): Promise<void> {
    const isOurs = (): boolean => item.accessibilityInformation?.label.includes(`ada${person}@work.example`) === true;
    while (!isOurs() || !wanted.test(item.text)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  const colour = (): string | undefined => (item.backgroundColor as { readonly id: string } | undefined)?.id;

  it('says which API it is, how long the token lives, and to a screen reader whose it is', async () => {
    await use(signedIn(hour), /./);
    assert.equal(item.text, '$(key) orders 60 min');
    assert.equal(colour(), undefined);
    assert.equal(item.command, commands.apiInUse);
    assert.match(
      item.accessibilityInformation?.label ?? '',
      /^Access token for orders, expires in 60 min, .*ada\d@work\.example/,
    );
    const tooltip = item.tooltip as string;
    assert.match(tooltip, /^Account: ada\d@work\.example at work$/m);
    assert.match(tooltip, /^Audience: https:\/\/orders\.example/m);
    assert.match(tooltip, /^Expires: \w+ \d+, \d{4}/m);
  });

  it('says whose the token is where it is one account of several', async () => {
    const ours = signedIn(hour);
    await use(ours, /60 min/);
    sessions = [ours, { ...ours, id: 'b'.repeat(40), label: 'grace@work.example' }];
    inUse.update();
    await reads(/·/);
    assert.equal(item.text, `$(key) orders · ${ours.label} 60 min`);
  });

  it('turns yellow when the token is too old to be handed out, and red by itself when it has expired', async () => {
    await use({ ...signedIn(1.5), ...aged(1.5) }, /2 s|1 s/);
    assert.equal(colour(), 'statusBarItem.warningBackground');
    assert.match(item.text, /^\$\(watch\) orders/, 'for those who see no colour, and for themes that have none');
    assert.match(item.tooltip as string, /^About to expire$/m);
    assert.match(item.accessibilityInformation?.label ?? '', /, About to expire, /);
    await reads(/expired/);
    assert.equal(item.text, '$(history) orders expired');
    assert.equal(colour(), 'statusBarItem.errorBackground');
    assert.match(item.tooltip as string, /^Expired: /m);
  });

  it('is drawn again when somebody comes back after the computer slept, and not while its words are the same', async () => {
    await use(signedIn(hour - 10), /60 min/);
    const before = lookups;
    Date.now = () => realNow() + 5000;
    inUse.awake();
    assert.equal(lookups, before);
    Date.now = () => realNow() + 2 * hour * 1000;
    inUse.awake();
    await reads(/expired/);
    inUse.awake();
    assert.equal(lookups, before + 1, 'an expired token needs no further drawing');
  });

  it('goes when the account signs out or the API leaves the profile', async () => {
    await use(signedIn(hour), /60 min/);
    sessions = [];
    assert.equal(await inUse.current(), undefined);
    sessions = [signedIn(hour)];
    assert.equal((await inUse.current())?.api.name, 'orders');
    profiles = [{ ...profile, apis: [{ ...orders, name: 'other' }] }];
    assert.equal(await inUse.current(), undefined);
  });

  it('remembers the API for the workspace, with no token in it, and shows its name before anything is read', async () => {
    await use(signedIn(hour), /60 min/);
    const remembered = JSON.stringify([...memory.values]);
    assert.match(remembered, /orders/);
    assert.doesNotMatch(remembered, /eyJ|@work/);
    close();
    const shown = lastUsedItem(memory);
    assert.equal(shown.text, '$(key) orders');
    shown.dispose();
    open();
    await reads(/60 min/);
    assert.equal(memory.keys().join(), lastUsedKey);
  });

  it('draws no icon and no endless name out of what somebody calls an API', async () => {
    const named: Profile = { ...profile, apis: [{ ...orders, name: `$(check)\u202e${'x'.repeat(60)}` }] };
    profiles = [named];
    await use(signedIn(hour, named), /60 min/);
    assert.match(item.text, /^\$\(key\) \\\$\(check\)⟨U\+202E⟩x+… 60 min$/u);
    assert.ok(item.text.length < 70, item.text);
  });
});

/** A token that was given a long life and is at the end of it. */
function aged(left: number): Pick<Session, 'accessTokens'> {
  const [token] = signedIn(left).accessTokens;
  assert.ok(token);
  return { accessTokens: [{ ...token, receivedAt: clock() - hour }] };
}
