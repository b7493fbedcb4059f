import assert from 'node:assert/strict';
import { decode } from '../../../src/token/decode.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { json, jws, keyPair, startFake } from '../oauth/fakeServer.ts';
import type { FakeServer } from '../oauth/fakeServer.ts';
import { profileFor } from '../oauth/profiles.ts';

describe('the verdict on a token', () => {
  let fake: FakeServer;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake.stop());

  it('by the keys of a profile’s own endpoints is not the verdict of the issuer', async () => {
    const evil = keyPair();
    fake.answers['/evil'] = (_, response) => {
      json(response, 200, { keys: [{ ...evil.jwk, kid: 'k1' }] });
    };
    const token = decode(jws({ alg: 'ES256', kid: 'k1' }, { iss: fake.issuer, sub: 'ada' }, evil.privateKey));
    let arrived: () => void = () => undefined;
    const rows: (string | undefined)[] = [];
    const facts = new IssuerFacts((row) => {
      rows.push(row);
      arrived();
    });
    const verdict = async (profile: Profile): Promise<string | undefined> => {
      const answer = new Promise<void>((resolve) => (arrived = resolve));
      if (facts.verdict(token, profile, 'row') === undefined) await answer;
      return facts.verdict(token, profile, 'row')?.state;
    };
    const theirs = profileFor(fake.issuer, { endpoints: { jwks: `${fake.issuer}/evil` } });
    assert.equal(await verdict(theirs), 'verified');
    assert.equal(await verdict(profileFor(fake.issuer)), 'invalid');
    assert.deepEqual(rows, ['row', 'row'], 'each verdict draws its own row again');
  });
});
