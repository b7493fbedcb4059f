import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../src/contributions.ts';

describe('activation', () => {
  const extension = vscode.extensions.getExtension(extensionId)!;

  /** Names of our own files that the extension host has loaded. */
  const loaded = (): string[] => {
    const dist = join(extension.extensionPath, 'dist');
    const paths = Object.keys(createRequire(__filename).cache).filter((path) => dirname(path) === dist);
    return paths.map((path) => basename(path)).sort();
  };

  it('loads little, and nothing that is not needed yet', async () => {
    await extension.activate();
    assert.ok(extension.isActive);
    const files = loaded();
    assert.ok(files.includes('extension.cjs'), files.join(', '));
    assert.deepEqual(
      files.filter((file) => !/^(extension|interop|chunk-\w+)\.cjs$/.test(file)),
      [],
    );
    const sizes = files.map((file) => readFileSync(join(extension.extensionPath, 'dist', file)).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total < 20_000, `${String(total)} bytes in ${files.join(', ')}`);
  });

  it('registers every command, and nothing that is not declared', async () => {
    const all = await vscode.commands.getCommands(true);
    const ours = all.filter((id) => (Object.values(commands) as string[]).includes(id));
    assert.deepEqual(ours.sort(), Object.values(commands).sort());
  });

  it('loads the rest with the first command, but no protocol and no demo server', async () => {
    await vscode.commands.executeCommand(commands.copyValue, {});
    const files = loaded();
    assert.ok(
      files.some((file) => file.startsWith('app-')),
      files.join(', '),
    );
    assert.deepEqual(
      files.filter((file) => /^(authorizationCode|refreshToken|revocation|verify|demo)\b/.test(file)),
      [],
    );
  });
});
