/** Characters on each side of a place in a line that are looked at: more than a token in an HTTP header can have. */
export const reach = 10_000;

/** How a JWT begins, and the words before tokens that begin in any way. */
const hint = /eyJ|eyA|ewo|ew0|ewk|token["']?\s{0,20}[:=]|\b(?:Bearer|DPoP)\b|\b(?:gh[opsur]_|github_pat_|ya29\.)/i;

/**
 * Whether it is worth looking for a token at this place of a line: cheap, for what is asked whenever the mouse rests.
 *
 * @param column index of the character, counted from 0
 */
export function mayHoldToken(line: string, column: number): boolean {
  return line.length >= 20 && hint.test(line.slice(Math.max(0, column - reach), column + reach));
}
