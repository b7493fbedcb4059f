import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../../src/contributions.ts';
import type { AccessTokenAnswer, TokenInspectorApi } from '../../../src/integration/exportedApi.ts';
import { answers } from './answers.ts';
import { openedTerminal } from './openedTerminal.ts';

/** Seconds: a token of the demo provider, which lives an hour, is too old after the first of them. */
const minimum = 3599;
const request = { profile: 'demo', api: 'orders' };

describe('the least that a token still lives, as the settings have it', () => {
  const api = (): TokenInspectorApi =>
    vscode.extensions.getExtension<TokenInspectorApi>(extensionId)?.exports ?? assert.fail();

  const set = (seconds: number | undefined): Thenable<void> =>
    vscode.workspace
      .getConfiguration('tokenInspector')
      .update('minimumLifetime', seconds, vscode.ConfigurationTarget.Global);
  before(() => set(minimum));
  after(() => set(undefined));

  /** The token that there is, once it is too old to be handed out. */
  async function tooOld(): Promise<string> {
    const left = ({ expiresAt }: AccessTokenAnswer): number => (expiresAt ?? 0) - Date.now() / 1000;
    const there = await api().getAccessToken({ ...request, minimumLifetime: 0, silent: true });
    assert.ok(there);
    while (left(there) >= minimum) await setTimeout(50);
    return there.accessToken;
  }

  const ways: Readonly<Record<string, () => Promise<string | undefined>>> = {
    'the clipboard': async () => {
      let copied = '';
      // An old VS Code that is served without a display has no clipboard.
      const real = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard')!;
      const writeText = (text: string): Promise<void> => {
        copied = text;
        return Promise.resolve();
      };
      const clipboard = { readText: () => Promise.resolve(copied), writeText };
      Object.defineProperty(vscode.env, 'clipboard', { value: clipboard, configurable: true });
      try {
        await vscode.commands.executeCommand(commands.copyAccessToken, request);
      } finally {
        Object.defineProperty(vscode.env, 'clipboard', real);
      }
      return copied;
    },
    'tasks and launch configurations': async () => vscode.commands.executeCommand(commands.getAccessToken, request),
    'another extension': async () => (await api().getAccessToken({ ...request, silent: true }))?.accessToken,
    'a terminal': async () => {
      let environment: vscode.TerminalOptions['env'];
      await answers({ showQuickPick: [request.api] }, async () => {
        environment = ((await openedTerminal()).creationOptions as vscode.TerminalOptions).env;
      });
      for (const terminal of vscode.window.terminals) terminal.dispose();
      return environment?.['ACCESS_TOKEN'] ?? undefined;
    },
  };
  for (const [way, handedTo] of Object.entries(ways)) {
    it(`counts for ${way}: a token that is too old is refreshed first`, async () => {
      const old = await tooOld();
      const token = await handedTo();
      assert.match(token ?? '', /^eyJ/);
      assert.notEqual(token, old);
    });
  }
});
