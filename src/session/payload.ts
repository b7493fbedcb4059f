import type { JsonObject } from '../token/json.ts';

/** The claims of a JWT without any check: for the two decisions here that an opaque token would leave open as well. */
export function payloadOf(token: string): JsonObject | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return undefined;
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** `aud` as a list (RFC 7519 §4.1.3); nothing when the token is opaque or names none. */
export function audiencesOf(token: string): readonly string[] | undefined {
  const audience = payloadOf(token)?.['aud'];
  const list: unknown[] = Array.isArray(audience) ? audience : [audience];
  const names = list.filter((name): name is string => typeof name === 'string');
  return names.length === 0 ? undefined : names;
}
