/** Tokens as a language model gets them: what they say and what is noticed, never the token. */
import type { JsonObject, JsonValue } from '../token/json.ts';
import type { TokenContext } from '../view/tokenContext.ts';
import type { InspectedMember, Inspection } from './exportedApi.ts';
import { inspectionOf } from './inspect.ts';

/** Members of one token that are told; nobody reads more. */
const membersTold = 60;

/** What a token says and what is noticed, in sentences. @param label which token it is. */
export async function tokenAnswer(context: TokenContext, label: string): Promise<JsonObject> {
  const { title, profile, header, claims, findings } = await inspected(context);
  return {
    token: label,
    kind: title,
    ...(profile !== undefined && { profile }),
    header: members(header),
    claims: members(claims),
    findings: findings.map(({ code, severity, title: seen, meaning, advice, source }) => ({
      ...{ code, severity, seen, meaning, advice, source },
    })),
  };
}

/** What is noticed, a line each. */
export async function findingLines(context: TokenContext): Promise<JsonValue> {
  const { findings } = await inspected(context);
  return findings.map(({ severity, title, advice }) => `${severity}: ${title} – ${advice}`);
}

/** With the issuer's word on it, which the issuers of one's own profiles alone are asked for. */
async function inspected(context: TokenContext): Promise<Inspection> {
  return inspectionOf(context, await context.issuer.whenKnown(context.token, context.profile));
}

function members(all: readonly InspectedMember[]): JsonValue {
  return all.slice(0, membersTold).map(({ name, display, meaning }) => ({ name, value: display, meaning }));
}
