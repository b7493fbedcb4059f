import { decode } from '../decode.ts';
import type { Decoded } from '../decoded.ts';
import { extract } from '../extract.ts';

/** What stands where a token stood. */
const hidden = '…';

/** Tokens of a text that are looked at. */
const tokenLimit = 5;

/** Characters of a JWT, percent-encoded ones included, and how its header begins (RFC 7515 §3.1). */
const run = /[A-Za-z0-9_\-.~%]{16,}/g;
const jwtStart = /(?<![A-Za-z0-9_-])(?:eyJ|eyA|ewo|ew0|ewk)|(?<=%(?:20|22|27|3[AaDd]))eyJ/;
/** `Bearer` and a value that is not the first parameter of a challenge. */
const credentials =
  /\b(?<scheme>Bearer|DPoP|Basic|Token)(?<gap>\s{1,20}|%20|\+)(?![A-Za-z_-]{2,40}\s{0,3}=\s{0,3}["A-Za-z0-9])(?<value>[A-Za-z0-9\-._~+/%]{16,}={0,2})/gi;
const named =
  /(?<name>(?:access|refresh|id|session|auth|device)[_-]?token(?:_hint)?|client_?secret|client_assertion|assertion|password|x-api-key|(?:^|[?&])code|set-cookie|cookie)(?<gap>["']?\s{0,5}[:=]\s{0,5}["']?)(?<value>[^\s"'&,;<>\\{}[\]]{6,})/gim;
/** A run without separators that nobody has written by hand: letters of both cases and digits, mixed. */
const random = /[A-Za-z0-9_-]{32,}/g;

/**
 * Takes everything out of a text that may be a token, a code or a secret.
 *
 * @param known Values of the tokens at hand, which are taken out whatever they look like.
 */
export function hideTokens(input: string, known: readonly string[] = []): string {
  let text = input;
  for (const value of known) if (value.length >= 8) text = text.replaceAll(value, hidden);
  return text
    .replace(run, withoutJwt)
    .replace(credentials, `$<scheme>$<gap>${hidden}`)
    .replace(named, `$<name>$<gap>${hidden}`)
    .replace(random, (run) => (/[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? hidden : run));
}

function withoutJwt(characters: string): string {
  const start = characters.search(jwtStart);
  return start < 0 ? characters : characters.slice(0, start) + hidden;
}

/** The tokens that a text holds, decoded, in its order: those that can be read, and the opaque ones with a name. */
export function tokensIn(input: string): readonly Decoded[] {
  return extract(input)
    .slice(0, tokenLimit)
    .map(({ token }) => decode(token))
    .filter((token) => token.kind !== 'damaged' && (token.kind !== 'opaque' || token.raw.length >= 20));
}
