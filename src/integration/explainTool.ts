import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { explainContext } from '../command/explainContext.ts';
import { known } from '../command/known.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { decode } from '../token/decode.ts';
import type { Decoded } from '../token/decoded.ts';
import { explainError } from '../token/explain/explainError.ts';
import { tokensIn } from '../token/explain/hideTokens.ts';
import type { JsonObject } from '../token/json.ts';
import { isLikely } from '../token/likely.ts';
import { verdictText } from '../view/explanationText.ts';
import { inspectedContext, type InspectedInput } from '../view/inspectedRows.ts';
import { localise } from '../view/localise.ts';
import { accessTokenContext } from '../view/sessionTokens.ts';
import type { TokenContext } from '../view/tokenContext.ts';
import { secretsOf } from './secrets.ts';
import { tokenAnswer } from './toolTokens.ts';
import { untrusted } from './untrusted.ts';

/** What the assistant asks about. */
export interface ExplainInput {
  /** A token, an answer of an API, an error message, a log. */
  readonly text?: string;
  readonly profile?: string;
  readonly api?: string;
}

/**
 * Explains the tokens and the error of a text, or the token that is kept for an API. Asks no server and signs nobody in;
 * neither a token nor a part of one is in the answer.
 */
export async function explainForAssistant(context: CommandContext, input: ExplainInput): Promise<string> {
  const { text = '', profile, api } = input;
  const all = await known(context);
  const held = await explainContext(context);
  const chosen = held.tokens.find(({ target }) => target.profile === profile && (api ?? target.api) === target.api);
  const explanation = explainError(text, { ...held, chosen: chosen?.id });
  const found = tokensOf(text);
  const tokens = await Promise.all([
    ...found.map((token, index) =>
      tokenAnswer(inspectedContext({ id: 'tool', token }, all), `${String(index + 1)} in the text`),
    ),
    ...(profile === undefined ? [] : heldTokens(all, profile, api).map((one) => tokenAnswer(one, one.title))),
  ]);
  const answer: JsonObject = {
    ...(explanation.recognised !== 'unknown' && {
      error: {
        verdict: verdictText(explanation),
        details: explanation.details.map(localise),
        ...(explanation.source !== '' && { source: explanation.source }),
      },
    }),
    tokens,
  };
  const empty = explanation.recognised === 'unknown' && tokens.length === 0;
  if (empty) answer['note'] = vscode.l10n.t('There is neither a token nor an error of an API in the text.');
  return untrusted(answer, await secretsOf(context, all.sessions, [...found.map(({ raw }) => raw)]));
}

function tokensOf(text: string): readonly Decoded[] {
  const found = tokensIn(text);
  if (found.length > 0) return found;
  const alone = decode(text);
  return alone.kind !== 'damaged' && isLikely(alone) ? [alone] : [];
}

function heldTokens(
  { profiles, sessions, issuer, now }: InspectedInput,
  name: string,
  wanted?: string,
): TokenContext[] {
  const profile = profiles.find((one) => one.name === name);
  if (profile === undefined) return [];
  return sessionsOf(profile, sessions).flatMap((session) =>
    profile.apis.flatMap((api) => {
      const token = accessTokenFor(session, profile, api);
      if (token === undefined || (wanted !== undefined && wanted !== api.name)) return [];
      return [accessTokenContext({ profile, session, issuer, now }, api, token)];
    }),
  );
}
