import assert from 'node:assert/strict';
import { decode } from '../../../../src/token/decode.ts';
import type { FindingAnswer, FindingInput, FindingProfile, TokenUse } from '../../../../src/token/findingInput.ts';
import { findings } from '../../../../src/token/findings.ts';
import type { Rule } from '../../../../src/token/rule.ts';
import type { Verification } from '../../../../src/token/verification.ts';
import { english } from '../english.ts';
import { auth0Issuer, jwt, now } from '../tokens.ts';
import type { Claims } from '../tokens.ts';

/** A token with what is known about it, short to write. */
export interface Case {
  readonly claims?: Claims;
  readonly header?: Claims;
  /** In place of `claims` and `header`. */
  readonly token?: string;
  readonly use?: TokenUse;
  readonly profile?: Partial<FindingProfile>;
  readonly answer?: Partial<FindingAnswer>;
  readonly session?: { readonly subject: string };
  readonly verification?: Verification;
  readonly clockSkew?: number;
}

export interface RuleCase {
  readonly triggers: Case;
  /** What the title says then. */
  readonly title: RegExp;
  readonly silent: Case;
}

const profile: FindingProfile = {
  issuer: auth0Issuer,
  clientId: 'abc123',
  audience: 'https://stock.example.com',
};

export function inputOf({
  claims = {},
  header,
  token,
  use,
  profile: changes,
  answer,
  session,
  verification,
  clockSkew,
}: Case): FindingInput {
  return {
    token: decode(token ?? jwt(claims, header)),
    use: use ?? 'accessToken',
    profile: changes === undefined ? undefined : { ...profile, ...changes },
    answer: answer === undefined ? undefined : { refreshToken: true, ...answer },
    session,
    verification,
    now,
    clockSkew,
  };
}

/** Runs each rule of a family on a token that triggers it and on one that it must leave alone, and misses none. */
export function describeRules(family: string, rules: readonly Rule[], cases: Readonly<Record<string, RuleCase>>): void {
  describe(`rules: ${family}`, () => {
    it('has a case for every rule', () => {
      assert.deepEqual(Object.keys(cases).sort(), rules.map(({ code }) => code).sort());
    });

    for (const [code, { triggers, title, silent }] of Object.entries(cases)) {
      it(`${code} is noticed`, () => {
        const found = findings(inputOf(triggers)).find((finding) => finding.code === code);
        assert.ok(
          found !== undefined,
          `only ${findings(inputOf(triggers))
            .map((finding) => finding.code)
            .join(', ')}`,
        );
        assert.match(english(found.title), title);
        for (const sentence of [found.title, found.meaning, found.advice])
          assert.doesNotMatch(english(sentence), /\{\w+\}/);
      });

      it(`${code} stays silent`, () => {
        assert.deepEqual(
          findings(inputOf(silent)).filter((finding) => finding.code === code),
          [],
        );
      });
    }
  });
}
