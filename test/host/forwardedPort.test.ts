import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { forwardedListener } from '../../src/command/flow/forwardedPort.ts';

describe('A redirect URI that is the address of a forwarded port', () => {
  const env = vscode.env as unknown as { asExternalUri: unknown };
  const { asExternalUri } = env;
  let forwards: (port: string) => string;
  let asked: string[];

  beforeEach(() => {
    asked = [];
    // VS Code lets tests replace `env`.
    env.asExternalUri = (uri: vscode.Uri) => {
      const port = uri.authority.replace('localhost:', '');
      asked.push(port);
      return Promise.resolve(vscode.Uri.parse(forwards(port)));
    };
  });
  after(() => {
    Object.assign(env, { asExternalUri });
  });

  it('is found where the port is a part of the path, as code-server has it', async () => {
    forwards = (port) => `https://code.example.com/proxy/${port}/`;
    assert.equal(
      await forwardedListener('https://code.example.com/proxy/3000/callback'),
      'http://localhost:3000/callback',
    );
  });

  it('is found where the port is a part of the name, as Codespaces have it', async () => {
    forwards = (port) => `https://fluffy-space-4711-${port}.app.github.dev/`;
    const listener = await forwardedListener('https://fluffy-space-4711-3000.app.github.dev/a/b?c=d');
    assert.equal(listener, 'http://localhost:3000/a/b?c=d');
  });

  it('is none of another server, whose ports are not asked for twice', async () => {
    forwards = (port) => `https://code.example.com/proxy/${port}/`;
    assert.equal(await forwardedListener('https://evil.example.com/proxy/3000/3000/callback'), undefined);
    assert.deepEqual(asked, ['3000']);
    assert.equal(await forwardedListener('https://app.example.com/callback'), undefined);
    assert.equal(await forwardedListener('http://localhost:3000/callback'), undefined);
    assert.deepEqual(asked, ['3000'], 'no port is forwarded that nobody names');
  });

  it('makes VS Code forward few ports, however many numbers somebody writes into it', async () => {
    forwards = (port) => `https://code.example.com/proxy/${port}/`;
    const numbers = Array.from({ length: 500 }, (_, index) => String(3000 + index));
    assert.equal(await forwardedListener(`https://code.example.com/${numbers.join('/')}`), undefined);
    assert.ok(asked.length <= 3, asked.join());
  });
});
