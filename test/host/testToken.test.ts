import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { decode } from '../../src/token/decode.ts';
import { jwt } from '../unit/token/tokens.ts';
import { answers } from './signedIn/answers.ts';

describe('a test token', () => {
  const claims = { iss: 'https://login.test/', aud: 'orders', scope: 'read:orders', iat: 1000, exp: 1600 };
  let written: string[] = [];
  const real = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard')!;

  before(() => {
    const writeText = (text: string): Promise<void> => {
      written.push(text);
      return Promise.resolve();
    };
    // Old VS Codes that are served without a display have none.
    const value = { readText: () => Promise.resolve(''), writeText };
    Object.defineProperty(vscode.env, 'clipboard', { value, configurable: true });
  });
  after(async () => {
    Object.defineProperty(vscode.env, 'clipboard', real);
    await vscode.commands.executeCommand(commands.clearInspected);
  });
  beforeEach(() => {
    written = [];
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  /** What VS Code calls the command with on a row. */
  async function make(header: object = { alg: 'ES256', kid: 'k1' }): Promise<vscode.TextDocument> {
    const token = decode(jwt(claims, { typ: undefined, ...header }));
    await vscode.commands.executeCommand(commands.makeTestToken, { token: () => ({ token }) });
    return vscode.window.activeTextEditor!.document;
  }

  const pick = async (command: string, ...labels: (string | undefined)[]): Promise<string[]> => {
    const { messages } = await answers({ showQuickPick: labels }, () => vscode.commands.executeCommand(command));
    return messages;
  };

  it('is changed in an editor, signed by a key of this window, and accepted by whom that key is given', async () => {
    const document = await make();
    await pick(commands.changeTestToken, 'Times From Now');
    await pick(commands.changeTestToken, 'No Scopes');
    assert.match(document.getText(), /^\/\/ This is a test token\./);
    const [message] = await pick(commands.signTestToken, 'This Window’s Key');
    assert.match(message ?? '', /No API should accept it, unless told to trust its key/);
    await pick(commands.copyTestKey, 'JWK Set');
    const [token, keys] = written as [string, string];
    const { payload } = await jwtVerify(token, createLocalJWKSet(JSON.parse(keys) as JSONWebKeySet));
    assert.deepEqual([payload.aud, payload.exp! - payload.iat!, payload['scope']], ['orders', 600, undefined]);
    assert.doesNotMatch(keys, /"d"/);
    assert.doesNotMatch(document.getText(), /eyJ/);
  });

  it('is signed by the same key until another one is made', async () => {
    await make();
    await pick(commands.copyTestKey, 'JWK');
    await pick(commands.signTestToken, 'A New Key');
    await pick(commands.copyTestKey, 'JWK');
    const [before, token, now] = written as [string, string, string];
    const set = (key: string): ReturnType<typeof createLocalJWKSet> =>
      createLocalJWKSet({ keys: [JSON.parse(key) as JSONWebKeySet['keys'][number]] });
    const currentDate = new Date(1_200_000);
    await jwtVerify(token, set(now), { currentDate });
    await assert.rejects(jwtVerify(token, set(before), { currentDate }));
  });

  it('has no signature where that is chosen or written, and says what it is good for', async () => {
    await make();
    const [chosen] = await pick(commands.signTestToken, 'No Signature');
    assert.match(chosen ?? '', /without a signature/);
    await pick(commands.changeTestToken, 'No Signature');
    await pick(commands.signTestToken);
    for (const token of written) {
      assert.match(token, /\.$/);
      assert.equal(decodeProtectedHeader(token).alg, 'none');
      assert.equal(decodeJwt(token).aud, 'orders');
    }
    assert.equal(written.length, 2);
  });

  it('is signed by a private key that is pasted, and says where one does not fit', async () => {
    await make({ alg: 'PS256' });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signWith = (pem: string): Promise<{ messages: string[] }> =>
      answers({ showQuickPick: ['A Private Key of Mine…', 'Paste It…'], showInputBox: [pem] }, () =>
        vscode.commands.executeCommand(commands.signTestToken),
      );
    const fits = await signWith(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    assert.match(fits.messages[0] ?? '', /signed with a key of yours/);
    assert.equal(decodeProtectedHeader(written[0]!).alg, 'PS256');
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const other = await signWith(ec.export({ format: 'pem', type: 'pkcs8' }).toString());
    assert.match(other.messages[0] ?? '', /signed with PS256, and this key is not for that/);
    assert.equal(written.length, 1);
  });

  it('says where the JSON breaks, and leads there', async () => {
    const document = await make();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().indexOf('"payload"')), 'x');
    await vscode.workspace.applyEdit(edit);
    const gone = new Promise((resolve) => {
      const subscription = vscode.window.onDidChangeTextEditorSelection(({ selections }) => {
        if (selections[0]!.active.line === 0) return;
        subscription.dispose();
        resolve(undefined);
      });
    });
    const { messages } = await answers({ buttons: ['Show Where'] }, () =>
      vscode.commands.executeCommand(commands.signTestToken),
    );
    await gone;
    const [, line, column] = /^Line (\d+), column (\d+): This is not what JSON has here/.exec(messages[0] ?? '') ?? [];
    const { active } = vscode.window.activeTextEditor!.selection;
    assert.deepEqual([active.line + 1, active.character + 1], [Number(line), Number(column)]);
    assert.equal(document.getText(new vscode.Range(active, active.translate(0, 2))), 'x"');
  });

  it('says which algorithms there are where it names another', async () => {
    await make({ alg: 'ES256K' });
    const [message] = await pick(commands.signTestToken);
    assert.match(message ?? '', /no algorithm that can sign here\. There are ES256, /);
    assert.deepEqual(written, []);
  });

  it('offers its commands above the document, and above no other JSON', async () => {
    const lensesOf = async (uri: vscode.Uri): Promise<string[]> =>
      (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri)).map(
        ({ command }) => command?.command ?? '',
      );
    const document = await make();
    assert.deepEqual(await lensesOf(document.uri), [
      commands.signTestToken,
      commands.changeTestToken,
      commands.copyTestKey,
    ]);
    const other = await vscode.workspace.openTextDocument({ language: 'json', content: '{"header": {"alg": 1}}' });
    assert.deepEqual(await lensesOf(other.uri), []);
  });
});
