import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import { withBrowser } from '../signInAtDemo.ts';
import { answers } from './answers.ts';

const ada = { profile: 'demo', account: 'ada@demo.example' };
const grace = { profile: 'demo', account: 'grace@demo.example' };

describe('somebody else than who is signed in comes back from the browser', () => {
  const signIn = (argument: unknown): Thenable<unknown> => vscode.commands.executeCommand(commands.signIn, argument);
  const asGrace = (action: () => unknown): Promise<unknown> =>
    withBrowser(() => Promise.resolve(action()), 'demo|grace');

  async function isSignedIn(account: typeof grace): Promise<boolean> {
    const token = vscode.commands.executeCommand<string>(commands.getAccessToken, { ...account, api: 'orders' });
    return Promise.resolve(token).then(Boolean, () => false);
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  afterEach(() => answers({}, () => vscode.commands.executeCommand(commands.signOut, grace)));

  it('is signed in beside, where the sign-in came from a row', async () => {
    const { messages } = await answers({}, () => asGrace(() => signIn({ target: ada })));
    assert.deepEqual(messages, ['Signed in at demo as grace@demo.example.']);
    assert.deepEqual(await Promise.all([ada, grace].map(isSignedIn)), [true, true]);
  });

  /** A sign-in that is for Ada; another follows by the button of the message. */
  async function asNamed(button: string, browsers: readonly string[]): Promise<string[]> {
    const left = [...browsers];
    const { messages } = await answers({ buttons: [button] }, () =>
      withBrowser(
        async () => {
          await signIn(ada);
          await until(() => Promise.resolve(left.length === 0));
          await until(() => isSignedIn(browsers.at(-1) === 'demo|grace' ? grace : ada));
        },
        () => left.shift() ?? assert.fail(),
      ),
    );
    return messages;
  }

  it('is kept by one button, where one account was named', async () => {
    const messages = await asNamed('Keep as Second Account', ['demo|grace', 'demo|grace']);
    assert.match(messages[0] ?? '', /^Somebody else is signed in at 127\.0\.0\.1.*nothing has changed/);
  });

  it('takes the place of the account in use, after Sign In as Another User…', async () => {
    await vscode.commands.executeCommand(commands.getAccessToken, { ...ada, api: 'orders' });
    await answers({}, () => asGrace(() => vscode.commands.executeCommand(commands.signInAsOther, { target: ada })));
    let title: string | undefined;
    const window = vscode.window as unknown as Record<string, unknown>;
    const { showQuickPick } = window;
    window['showQuickPick'] = (_items: unknown, options: vscode.QuickPickOptions) => {
      title = options.title;
      return Promise.resolve(undefined);
    };
    try {
      await vscode.commands.executeCommand(commands.apiInUse);
    } finally {
      window['showQuickPick'] = showQuickPick;
    }
    assert.match(title ?? '', /^orders · grace@demo\.example/);
  });

  it('is one of two answers to a task that names no account', async () => {
    await answers({}, () => asGrace(() => signIn({ target: ada })));
    let token: unknown;
    const asked = await answers({ showQuickPick: ['grace@demo.example'] }, async () => {
      token = await vscode.commands.executeCommand(commands.getAccessToken, { profile: 'demo', api: 'orders' });
    });
    const [, payload = ''] = String(token).split('.');
    assert.match(Buffer.from(payload, 'base64url').toString(), /"sub":"demo\|grace"/);
    assert.deepEqual(asked.messages, []);
  });
});
