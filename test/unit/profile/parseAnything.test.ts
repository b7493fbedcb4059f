import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apiKeys, clientAuthentications, endpointKeys, grants, profileKeys } from '../../../src/profile/keys.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { good } from './problemOf.ts';

describe('parseProfiles, whatever it is given', () => {
  it('never throws, and uses a profile only without an error', () => {
    const word = fc.oneof(
      fc.constantFrom(
        ...profileKeys,
        ...apiKeys,
        ...endpointKeys,
        ...grants,
        ...clientAuthentications,
        '__proto__',
        'clientSecret',
      ),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        word,
        fc.jsonValue(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(word, tie('value'), { maxKeys: 8 }),
      ),
    }));
    const profileLike = fc.record(
      {
        issuer: fc.oneof(value, fc.constant(good.issuer)),
        clientId: fc.constant('x'),
        apis: value,
        endpoints: value,
        scopes: value,
        resource: value,
      },
      { requiredKeys: ['issuer', 'clientId'] },
    );
    fc.assert(
      fc.property(fc.oneof(value, fc.dictionary(word, fc.oneof(value, profileLike))), (raw) => {
        const { profiles, problems } = parseProfiles(raw);
        const broken = new Set(problems.filter(({ severity }) => severity === 'error').map(({ path }) => path[1]));
        for (const profile of profiles) {
          assert.ok(!broken.has(profile.name));
          assert.ok(profile.apis.length > 0);
          assert.equal(new Set(profile.apis.map(({ name }) => name)).size, profile.apis.length);
        }
        for (const { text } of problems) {
          // They are shown as plain text, where Markdown's marks would stand as they are.
          assert.doesNotMatch(text.message, /`/);
          for (const [, place] of text.message.matchAll(/\{(\w+)\}/g)) assert.notEqual(text.args?.[place!], undefined);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads 100,000 levels and a megabyte quickly', () => {
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level++) deep = { a: deep };
    const long = 'x'.repeat(1_000_000);
    const { profiles } = parseProfiles({ deep, p: { ...good, extra: deep, [long]: long, issuer: long, scopes: long } });
    assert.deepEqual(profiles, []);
  });
});
