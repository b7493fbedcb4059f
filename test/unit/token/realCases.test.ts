import assert from 'node:assert/strict';
import { readProfiles } from '../../../src/profile/readProfiles.ts';
import type { FindingProfile } from '../../../src/token/findingInput.ts';
import { findings } from '../../../src/token/findings.ts';
import { readPasted } from '../../../src/token/pasted.ts';
import { realCases } from '../../host/cases/all.ts';
import { now } from './tokens.ts';

/** The profile that the setting describes, as the rules see it when the token comes from a sign-in with it. */
function profileOf(setting: Readonly<Record<string, unknown>> | undefined): FindingProfile | undefined {
  if (setting === undefined) return undefined;
  const { profiles, problems } = readProfiles({ user: { mine: setting }, workspace: undefined }, true);
  assert.deepEqual(problems, []);
  const [profile] = profiles;
  assert.ok(profile);
  const [api] = profile.apis;
  return { ...profile, audience: api.audience, resource: api.resource, requestedScopes: api.scopes };
}

describe('real cases, with all that is known', () => {
  it('come from at least twenty threads', () => {
    assert.ok(new Set(realCases.map(({ thread }) => thread)).size >= 20);
    for (const { thread } of realCases) assert.match(thread, /^https:\/\/\S+$/);
  });

  for (const { thread, saw, paste, profile, use = 'accessToken', finding, besides = [] } of realCases) {
    it(`${saw} → ${finding} (${thread})`, () => {
      const found = findings({ ...readPasted(paste(now)), use, profile: profileOf(profile), now });
      const codes = found.map(({ code }) => code);
      assert.ok(codes.includes(finding), `only ${codes.join(', ')}`);
      const grave = found.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
      assert.deepEqual(grave.filter((code) => code !== finding).sort(), [...besides].sort(), 'besides');
    });
  }
});
