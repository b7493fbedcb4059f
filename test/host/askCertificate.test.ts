import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { askCertificate } from '../../src/profile/askCertificate.ts';
import { keptCertificate } from '../../src/profile/keptCertificate.ts';
import { certificateFor, pemOf, rsaKeys } from '../unit/profile/certificate.ts';
import { pkcs12, pkcs12Thumbprint } from '../unit/profile/pkcs12.ts';

const keys = rsaKeys();
const { certificate, thumbprint } = certificateFor(keys);
const key = pemOf(keys.privateKey);
const withPassphrase = keys.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a-passphrase' })
  .toString();

/** Who answers each question, and what was said before it was. */
interface Person {
  readonly files?: readonly (string | Buffer)[][];
  readonly pastes?: readonly string[];
  readonly passphrases?: readonly string[];
}

describe('Who asks for a client certificate', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function ask(person: Person): Promise<{ kept: string | undefined; said: string[] }> {
    const window = vscode.window as unknown as Record<'showInputBox' | 'showQuickPick' | 'showOpenDialog', unknown>;
    const { showInputBox, showQuickPick, showOpenDialog } = window;
    const said: string[] = [];
    const files = [...(person.files ?? [])];
    const typed = [...(person.pastes ?? [])];
    const passphrases = [...(person.passphrases ?? [])];
    window.showQuickPick = ([file, paste]: vscode.QuickPickItem[]) => {
      said.push(file?.detail ?? '');
      return files.length > 0 ? file : typed.length > 0 ? paste : undefined;
    };
    window.showOpenDialog = () =>
      Promise.all(
        (files.shift() ?? []).map(async (content, index) => {
          const path = join(folder, `${String(files.length)}-${String(index)}.pem`);
          await writeFile(path, content);
          return vscode.Uri.file(path);
        }),
      );
    window.showInputBox = (box: vscode.InputBoxOptions) => {
      const { prompt, password } = box;
      assert.equal(password, true, 'nobody looks over the shoulder');
      if (box.validateInput === undefined) {
        said.push(prompt ?? '');
        return passphrases.shift();
      }
      const value = typed.shift() ?? '';
      const fault = box.validateInput(value) as string | vscode.InputBoxValidationMessage | undefined;
      said.push(typeof fault === 'object' ? fault.message : (fault ?? ''));
      return typeof fault === 'string' ? undefined : value;
    };
    try {
      return { kept: await askCertificate('Client Certificate of integration', 'what for'), said };
    } finally {
      Object.assign(window, { showInputBox, showQuickPick, showOpenDialog });
    }
  }

  for (const [what, person, expected] of [
    ['one file', { files: [[certificate + key]] }, thumbprint],
    ['two files at once', { files: [[key, certificate]] }, thumbprint],
    ['two files, one after the other', { files: [[certificate], [key]] }, thumbprint],
    ['a paste', { pastes: [(certificate + key).replaceAll('\n', ' ')] }, thumbprint],
    ['two pastes', { pastes: [key, certificate] }, thumbprint],
    ['PKCS #12', { files: [[Buffer.from(pkcs12, 'base64')]], passphrases: ['a-passphrase'] }, pkcs12Thumbprint],
    ['a key with a passphrase', { files: [[certificate, withPassphrase]], passphrases: ['a-passphrase'] }, thumbprint],
  ] as const) {
    it(`takes it from ${what}`, async () => {
      const { kept } = await ask(person as unknown as Person);
      assert.equal(keptCertificate(kept)?.thumbprint, expected);
    });
  }

  it('asks again where it will not do, and says why', async () => {
    const other = pemOf(rsaKeys().privateKey);
    const wrong = await ask({ files: [['hello'], [certificate, other], [certificate], [other], [certificate, key]] });
    assert.match(
      wrong.said.join('\n'),
      /no certificate[^]*another certificate[^]*Now its private key[^]*another certificate/,
    );
    assert.ok(wrong.kept);
    const file = { files: [[Buffer.from(pkcs12, 'base64')]] };
    const forgotten = await ask({ ...file, passphrases: ['another'] });
    assert.match(forgotten.said.join('\n'), /protected by a passphrase[^]*does not open it/);
    assert.equal(forgotten.kept, undefined);
    const pasted = await ask({ pastes: [certificate + other] });
    assert.match(pasted.said.join('\n'), /belongs to another certificate/);
  });
});
