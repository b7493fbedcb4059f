import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ClientSecrets } from '../../src/profile/clientSecret.ts';
import type { Profile } from '../../src/profile/profile.ts';

const profile = {
  name: 'integration',
  issuer: 'https://login.example.com/',
  clientId: 'abc',
  clientAuthentication: 'clientSecretBasic',
} as Profile;

/** Gives the secret to whoever asks by the key that `profile` asks by. */
async function known(other: Profile): Promise<string | undefined> {
  let key: string | undefined;
  const storage = {
    get: (asked: string) => Promise.resolve(asked === (key ??= asked) ? 'the secret' : undefined),
  } as unknown as vscode.SecretStorage;
  assert.equal(await new ClientSecrets(storage).known(profile), 'the secret');
  return new ClientSecrets(storage).known(other);
}

describe('A client secret', () => {
  it('stays the secret of a profile that gets another name', async () => {
    assert.equal(await known({ ...profile, name: 'renamed' }), 'the secret');
  });

  for (const [what, change] of [
    ['issuer', { issuer: 'https://evil.example.com/' }],
    ['client', { clientId: 'other' }],
    ['token endpoint', { endpoints: { token: 'https://evil.example.com/token' } }],
  ] as const) {
    it(`is not known to a profile of the same name with another ${what}`, async () => {
      assert.equal(await known({ ...profile, ...change }), undefined);
    });
  }
});

describe('What a client proves itself by', () => {
  it('is forgotten whatever it is, its signing key and its certificate as well, and nothing of another client', async () => {
    const stored = new Map<string, string>();
    const storage = {
      get: (key: string) => Promise.resolve(stored.get(key)),
      store: (key: string, value: string) => Promise.resolve(stored.set(key, value)),
      delete: (key: string) => Promise.resolve(stored.delete(key)),
    } as unknown as vscode.SecretStorage;
    const secrets = new ClientSecrets(storage);
    const other = { ...profile, clientId: 'other' };
    await secrets.keep(other, 'of another');
    for (const clientAuthentication of ['clientSecretBasic', 'privateKeyJwt', 'tlsClientAuth'] as const) {
      await secrets.keep({ ...profile, clientAuthentication }, clientAuthentication);
    }
    await secrets.forget({ ...profile, clientAuthentication: 'none' });
    assert.deepEqual([...stored.values()], ['of another']);
    assert.equal(await secrets.known({ ...profile, clientAuthentication: 'privateKeyJwt' }), undefined);
    assert.equal(await secrets.known(other), 'of another');
  });
});

describe('The secret of a client that was just registered', () => {
  it('is known to its profile in every window, and written once', async () => {
    const stored = new Map<string, string>();
    let writes = 0;
    const storage = {
      get: (key: string) => Promise.resolve(stored.get(key)),
      store: (key: string, value: string) => {
        writes++;
        stored.set(key, value);
        return Promise.resolve();
      },
    } as unknown as vscode.SecretStorage;
    const secrets = new ClientSecrets(storage);
    await secrets.keep(profile, 'the secret');
    await secrets.keep(profile, 'the secret');
    assert.equal(await secrets.known(profile), 'the secret');
    assert.equal(await new ClientSecrets(storage).known(profile), 'the secret');
    assert.equal(await secrets.known({ ...profile, issuer: 'https://evil.example.com/' }), undefined);
    assert.equal(writes, 1);
  });
});

describe('Who asks for a client secret or a private key', () => {
  const evil = { token: 'https://login.example.com/token', introspection: 'https://evil.example.com/introspect' };
  for (const clientAuthentication of ['clientSecretBasic', 'privateKeyJwt', 'tlsClientAuth'] as const) {
    it(`names every host that gets to see it, or what it signs: ${clientAuthentication}`, async () => {
      const asked: (string | undefined)[] = [];
      const window = vscode.window as unknown as Record<'showInputBox' | 'showQuickPick', unknown>;
      const { showInputBox, showQuickPick } = window;
      window.showInputBox = ({ prompt }: vscode.InputBoxOptions) => void asked.push(prompt);
      window.showQuickPick = (_: unknown, { placeHolder }: vscode.QuickPickOptions) => void asked.push(placeHolder);
      try {
        const secrets = new ClientSecrets({ get: () => Promise.resolve(undefined) } as unknown as vscode.SecretStorage);
        await secrets.ask({ ...profile, clientAuthentication, endpoints: evil });
      } finally {
        Object.assign(window, { showInputBox, showQuickPick });
      }
      assert.match(asked[0] ?? '', /goes to login\.example\.com, evil\.example\.com only/i);
    });
  }
});
