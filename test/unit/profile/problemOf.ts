import assert from 'node:assert/strict';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { english } from '../token/english.ts';

export const setting = 'tokenInspector.profiles';
/** The least that is a profile. */
export const good = { issuer: 'https://login.example.com/', clientId: 'abc123' };
/** A value that no problem may repeat. */
export const hidden = 'hunter2';

export const secretText =
  'looks like a secret, and settings are no place for one: they are plain text, synced and shared. Delete it here (and ' +
  'replace it at the server if others could read this file). Set “clientAuthentication” instead: the client secret, ' +
  'private key or certificate is then asked for once and kept in the secret storage.';

/** The keys that are changed in a good profile; the path below the profile; the sentence; what to write instead. */
export type Row = readonly [profile: Record<string, unknown>, path: string, sentence: string, suggestion?: string];

/** Holds that the one problem of each profile is the one in its row, and that an error keeps the profile from use. */
export function itNamesTheKey(rows: readonly Row[]): void {
  for (const [profile, path, message, suggestion] of rows) {
    it(`names the key in ${JSON.stringify(profile)}`, () => {
      const { profiles, problems } = parseProfiles({ p: { ...good, ...profile } });
      const [problem] = problems;
      assert.ok(problem !== undefined && problems.length === 1, JSON.stringify(problems));
      const [start, name, ...below] = problem.path;
      assert.deepEqual([start, name, below.join('.')], [setting, 'p', path]);
      assert.equal(english(problem.text), message);
      assert.equal(problem.suggestion, suggestion);
      assert.equal(profiles.length, problem.severity === 'error' ? 0 : 1);
      assert.ok(!JSON.stringify(problem).includes(hidden));
    });
  }
}
