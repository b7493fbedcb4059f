import { decodeCompact } from '../token/compact.ts';
import type { JsonObject } from '../token/json.ts';
import { strings } from '../token/lists.ts';

/** The claims of a JWT without any check: for the decisions here that an opaque token would leave open as well. */
export function payloadOf(token: string): JsonObject | undefined {
  const decoded = decodeCompact(token);
  return 'claims' in decoded ? decoded.claims : undefined;
}

/** `aud` as a list (RFC 7519 §4.1.3); nothing when the token is opaque or names none. */
export function audiencesOf(token: string): readonly string[] | undefined {
  const names = strings(payloadOf(token)?.['aud']);
  return names.length === 0 ? undefined : names;
}
