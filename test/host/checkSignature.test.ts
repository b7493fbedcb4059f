import assert from 'node:assert/strict';
import { CompactSign } from 'jose';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { decode } from '../../src/token/decode.ts';
import { answers } from './signedIn/answers.ts';

describe('a signature, checked with a key that somebody has', () => {
  const secret = 'a secret of more than thirty-two bytes';

  /** What VS Code calls the command with on a row. */
  async function row(): Promise<unknown> {
    const signing = new CompactSign(new TextEncoder().encode('{"sub":"ada"}')).setProtectedHeader({ alg: 'HS256' });
    const token = decode(await signing.sign(new TextEncoder().encode(secret)));
    return { token: () => ({ token }) };
  }
  const check = async (pasted: readonly (string | undefined)[], buttons: readonly string[] = []): Promise<string[]> => {
    const argument = await row();
    const { messages } = await answers({ showInputBox: pasted, buttons }, () =>
      vscode.commands.executeCommand(commands.checkSignature, argument),
    );
    return messages;
  };

  it('says that it fits', async () => {
    const [message, ...others] = await check([secret]);
    assert.match(message ?? '', /^The token was signed with this key \(HS256\)/);
    assert.deepEqual(others, []);
  });

  it('says why it does not, and takes another', async () => {
    const [wrong] = await check(['another secret']);
    assert.match(wrong ?? '', /^The token was not signed with this key/);
  });

  it('says nothing where nobody gave a key', async () => {
    assert.deepEqual(await check([undefined]), []);
  });
});
