/** Characters around a copied token that belong to what it was copied from. */
const edge = /^["'`<([{\s\uFEFF\u200B]+|["'`>)\]},;\s\uFEFF\u200B]+$/g;
const scheme = /^(?:(?:proxy-)?authorization\s{0,20}[:=]\s{0,20})?["']?(?:Bearer|DPoP)(?:\s+|%20|\+)/i;

/**
 * Takes away what copying added to a token that stands alone: quotes, the `Bearer` before it, percent-encoding, and
 * line breaks together with the `>` , `\` or `"` that wrapped copies bring. Text that is more than one token is
 * returned as it is, but for its edges.
 */
export function unwrap(input: string): string {
  const trimmed = input.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return trimmed;
  let token = stripEdges(trimmed).replace(scheme, '');
  if (token.includes('%')) token = percentDecode(token).replace(scheme, '');
  if (/\s|\\[rn]/.test(token)) token = joinLines(token);
  return stripEdges(token);
}

function stripEdges(value: string): string {
  return value.replace(edge, '');
}

/** Decodes each `%XX` on its own: a stray `%` is no reason to lose the rest. Only ASCII can be part of a token. */
function percentDecode(value: string): string {
  return value.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Joins the lines of a wrapped JWT; a text with anything else in it stays as it is. */
function joinLines(value: string): string {
  if (!/^e[yw]/.test(value)) return value;
  const joined = value.replace(/(?:\\[rn]|["'\\+\s])*(?:[\r\n]|\\[rn])(?:[\s>"'|]|\\[rn])*|\s+/g, '');
  return /^[A-Za-z0-9_\-.~+/=]+$/.test(joined) ? joined : value;
}
