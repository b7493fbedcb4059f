import assert from 'node:assert/strict';
import type { Profile } from '../../../src/profile/profile.ts';
import { addMemoryProfiles, effectiveValues, readProfiles } from '../../../src/profile/readProfiles.ts';
import { good } from './problemOf.ts';

const evil = { issuer: 'https://evil.example/', clientId: 'abc123' };
const summary = ({ profiles, problems }: ReturnType<typeof readProfiles>) => ({
  profiles: profiles.map(({ name, issuer }) => `${name} ${issuer}`),
  problems: problems.map(({ path }) => path.slice(1).join('.')),
});

describe('the profiles of user and workspace', () => {
  it('come together', () => {
    assert.deepEqual(summary(readProfiles({ user: { a: good }, workspace: { b: good } }, true)), {
      profiles: ['a https://login.example.com/', 'b https://login.example.com/'],
      problems: [],
    });
  });

  it('are the user’s alone in an untrusted workspace', () => {
    const values = { user: { a: good }, workspace: { a: evil, b: evil, c: { isuer: 1 } } };
    assert.deepEqual(summary(readProfiles(values, false)), {
      profiles: ['a https://login.example.com/'],
      problems: [],
    });
    assert.deepEqual(effectiveValues(values, false), { user: { a: good }, workspace: undefined });
  });

  it('are never half the one and half the other', () => {
    const user = { a: { ...good, scopes: ['openid'], audience: 'orders' } };
    const [profile] = readProfiles({ user, workspace: { a: evil } }, true).profiles;
    assert.equal(profile?.issuer, 'https://evil.example/');
    assert.equal(profile.apis[0].audience, undefined);
  });

  it('do not fall back to the user’s profile when the workspace’s is broken', () => {
    assert.deepEqual(summary(readProfiles({ user: { a: good }, workspace: { a: { ...good, scopes: 'x' } } }, true)), {
      profiles: [],
      problems: ['a.scopes'],
    });
  });

  it('keep the user’s when the workspace’s setting as a whole is broken', () => {
    assert.deepEqual(summary(readProfiles({ user: { a: good, b: 1 }, workspace: [] }, true)), {
      profiles: ['a https://login.example.com/'],
      problems: ['b', ''],
    });
  });
});

describe('a profile in memory', () => {
  const demo = {
    ...readProfiles({ user: { demo: evil }, workspace: {} }, true).profiles[0]!,
    origin: 'demo',
  } as Profile;

  it('comes last, under its own name', () => {
    const { profiles, problems } = readProfiles({ user: { a: good }, workspace: undefined }, true);
    assert.deepEqual(
      addMemoryProfiles(profiles, problems, [demo]).map(({ name }) => name),
      ['a', 'demo'],
    );
  });

  it('leaves its name to a profile of the settings, broken or not', () => {
    for (const user of [
      { demo: good, 'demo 2': good },
      { demo: 5, 'demo 2': {} },
    ]) {
      const { profiles, problems } = readProfiles({ user, workspace: undefined }, true);
      const listed = addMemoryProfiles(profiles, problems, [demo]);
      assert.equal(listed.at(-1)?.name, 'demo 3');
      assert.ok(listed.every(({ name, origin }) => (origin === 'demo') === (name === 'demo 3')));
    }
  });
});
