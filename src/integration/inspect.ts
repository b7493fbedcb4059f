import type { Profile } from '../profile/profile.ts';
import { explainClaim, type ClaimContext } from '../token/claims.ts';
import type { Decoded } from '../token/decoded.ts';
import { findings } from '../token/findings.ts';
import { explainHeader } from '../token/header.ts';
import type { JsonValue } from '../token/json.ts';
import { readPasted } from '../token/pasted.ts';
import { issuerOf, pastedInput, profileFor } from '../view/heldAgainst.ts';
import { localise } from '../view/localise.ts';
import { tokenKindText } from '../view/tokenKind.ts';
import type { InspectedFinding, InspectedMember, Inspection } from './exportedApi.ts';

export interface InspectContext {
  readonly profiles: readonly Profile[];
  /** What is known already of the userinfo endpoint of a profile's issuer. */
  readonly userinfoEndpoint: (profile: Profile | undefined) => string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** Reads `text` as a person would paste it. Asks nobody, and never throws on bad input. */
export function inspect(text: string, { profiles, userinfoEndpoint, now }: InspectContext): Inspection {
  const pasted = readPasted(text);
  const { token } = pasted;
  const profile = profileFor(token, profiles);
  const context = { issuer: profile?.issuer ?? issuerOf(token), now };
  return {
    kind: token.kind,
    title: token.kind === 'damaged' ? localise(token.text) : tokenKindText(token),
    ...(profile !== undefined && { profile: profile.name }),
    header: headerOf(token),
    claims: claimsOf(token).map(([name, value]) => claim(name, value, context)),
    findings: findings(pastedInput(pasted, { profile, userinfoEndpoint: userinfoEndpoint(profile), now })).map(
      ({ code, severity, title, meaning, advice, source }): InspectedFinding => ({
        ...{ code, severity, source },
        ...{ title: localise(title), meaning: localise(meaning), advice: localise(advice) },
      }),
    ),
  };
}

function headerOf(token: Decoded): InspectedMember[] {
  const header = 'header' in token ? token.header : undefined;
  return Object.entries(header ?? {}).map(([name, value]) => {
    const { meaning, source, display } = explainHeader(name, value);
    return { name, value, meaning: localise(meaning), display, source };
  });
}

function claimsOf(token: Decoded): readonly (readonly [string, JsonValue])[] {
  const claims = 'claims' in token ? token.claims : undefined;
  const disclosed =
    token.kind !== 'sdJwt'
      ? []
      : token.disclosures.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const]));
  return [...Object.entries(claims ?? {}), ...disclosed];
}

function claim(name: string, value: JsonValue, context: ClaimContext): InspectedMember {
  const { meaning, source, display, time } = explainClaim(name, value, context);
  return {
    ...{ name, value, source, meaning: localise(meaning), display: localise(display) },
    ...(time !== undefined && { time }),
  };
}
