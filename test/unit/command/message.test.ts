import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

describe('notifications', () => {
  it('leave through one door, which takes the links out', () => {
    const direct = globSync('src/**/*.ts').filter((file) =>
      /\.\s*show(?:Error|Warning|Information)Message\b/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      direct.map((file) => file.replaceAll('\\', '/')),
      ['src/command/message.ts'],
    );
  });
});

describe('a button that brings what a command was asked for', () => {
  const message = readFileSync('src/command/message.ts', 'utf8');

  it('stands in an error, the only notification that VS Code does not take away', () => {
    assert.match(message, /function showError<T extends Button>\(message: string, \.\.\.buttons: T\[\]\)/);
    assert.match(message, /function showWarning\(message: string\): void/);
    assert.match(message, /function showInformation\(message: string\): void/);
  });

  it('is not among those that follow what went well, which are here for good reasons', () => {
    const reasons: Readonly<Record<string, string>> = {
      addApi: 'the API is there; its row copies',
      addProfile: 'the profile is saved; its row signs in',
      alwaysConsent: 'the token went where it was wanted; the next sign-in tells it again',
      bindingWarning: 'the token is copied; its row copies a proof',
      checkSignature: 'the key fits; all that is left is to read more',
      copyDpopProof: 'the proof is copied; the command makes another one',
      errorText: 'the editor is open; the command explains what was pasted there',
      otherShells: 'the line is copied; the button only takes it back',
      report: 'the user said no, at the server',
      sign: 'the test token is copied; its document copies the key',
      signIn: 'somebody is signed in; the row copies',
      signInAsRequired: 'somebody is signed in; the row copies',
    };
    const callers = globSync('src/**/*.ts').filter(
      (file) => !file.endsWith('message.ts') && /\bshowDone\b/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(callers.map((file) => basename(file, '.ts')).sort(), Object.keys(reasons));
  });
});

describe('input boxes', () => {
  it('make no link or icon of what stands below them', () => {
    const assigned = globSync('src/{command,profile,view}/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\.(?:prompt|validationMessage) =(?!=)\s*([^;]*);/g)].map(
        ([, value = '']) => `${file}: ${value}`,
      ),
    );
    assert.ok(assigned.length > 3);
    assert.deepEqual(
      assigned.filter((value) => !/: (?:undefined|(?:fault === undefined \? undefined : )?plain\()/.test(value)),
      [],
    );
  });
});
