import assert from 'node:assert/strict';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { keyPath } from '../../../src/profile/problem.ts';
import { good, hidden, secretText, setting } from './problemOf.ts';
import { english } from '../token/english.ts';

describe('names and places of profiles', () => {
  it('finds a secret inside a key that does not exist', () => {
    const { problems } = parseProfiles({ p: { ...good, credentials: { deep: { clientSecret: hidden } } } });
    assert.deepEqual(
      problems.map((problem) => [keyPath(problem.path), english(problem.text)]),
      [
        ['credentials', 'There is no key “credentials”.'],
        ['credentials.deep.clientSecret', `“clientSecret” ${secretText}`],
      ],
    );
  });

  it('is about the whole setting when that is no object', () => {
    for (const raw of [[], 'x', 5, true]) {
      const { problems } = parseProfiles(raw);
      assert.deepEqual(
        problems.map(({ path }) => path),
        [[setting]],
      );
    }
  });

  it('refuses a secret that stands where a profile should', () => {
    const { problems } = parseProfiles({ clientSecret: hidden });
    assert.equal(english(problems[0]!.text), `“clientSecret” ${secretText}`);
    assert.ok(!JSON.stringify(problems).includes(hidden));
  });

  it('refuses names that hide or reorder what is shown', () => {
    for (const name of ['', ' ', 'a\u202eb', 'a\u0000', 'a\nb', 'a\u200b', '\u2066x', 'x'.repeat(101), '\ud800']) {
      const { profiles, problems } = parseProfiles({ [name]: good });
      assert.deepEqual(profiles, []);
      assert.deepEqual(
        problems.map(({ path }) => path),
        [[setting, name]],
      );
      assert.doesNotMatch(english(problems[0]!.text), /[\p{Cc}\p{Cf}]/u);
    }
  });

  it('refuses the names of a prototype, and is not changed by them', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const raw: unknown = JSON.parse(
        `{ "${name}": ${JSON.stringify({ ...good, polluted: true })}, "ok": ${JSON.stringify(good)} }`,
      );
      const { profiles, problems } = parseProfiles(raw);
      assert.deepEqual(
        profiles.map((profile) => profile.name),
        ['ok'],
      );
      assert.equal(english(problems[0]!.text), `The name “${name}” is reserved. Choose another one.`);
    }
    assert.ok(!('polluted' in {}));
    const nested: unknown = JSON.parse('{"p": {"__proto__": {"issuer": "https://evil.example", "clientId": "x"}}}');
    assert.deepEqual(parseProfiles(nested).profiles, []);
  });
});
