import { decode } from './decode.ts';
import type { Decoded } from './decoded.ts';
import type { FindingAnswer } from './findingInput.ts';
import { findJson } from './findJson.ts';
import { words } from './lists.ts';

/** Characters that are read at most; a token answer is a few kilobytes. */
const sizeLimit = 1_000_000;

/** A token from anywhere, and what stood around it. */
export interface Pasted {
  readonly token: Decoded;
  /** What a token answer says beside the token. */
  readonly answer?: FindingAnswer;
}

/** Reads whatever was pasted; see `decode`. */
export function readPasted(text: string): Pasted {
  const answer = pastedAnswer(text);
  return { token: decode(text), ...(answer !== undefined && { answer }) };
}

/**
 * What a pasted token answer (RFC 6749 §5.1) says beside its token, alone or as the body of an HTTP response;
 * `undefined` for any other text. When it came nobody knows, so `expires_in` tells nothing here.
 */
export function pastedAnswer(text: string): FindingAnswer | undefined {
  if (text.length > sizeLimit) return undefined;
  const value = findJson(text);
  if (typeof value?.['access_token'] !== 'string') return undefined;
  const { scope, token_type: tokenType, refresh_token: refreshToken } = value;
  return {
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '',
    ...(typeof scope === 'string' && { grantedScopes: words(scope) }),
    ...(typeof tokenType === 'string' && { tokenType }),
  };
}
