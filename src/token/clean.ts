/** Characters around a copied token that belong to what it was copied from. */
const opening = new Set('"\'`<([{>|\uFEFF\u200B');
const closing = new Set('"\'`>)]},;\\\uFEFF\u200B');
const scheme = /^(?:(?:proxy-)?authorization\s{0,20}[:=]\s{0,20})?["']?(?:Bearer|DPoP)(?:\s+|%20|\+)/i;

/**
 * Takes away what copying added to a token that stands alone: quotes, the `Bearer` before it, percent-encoding, and
 * line breaks together with the `>`, `\` or `"` that wrapped copies bring. Text that is more than one token is
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

/** Index by index, since an expression that is anchored at the end alone looks at every run of characters again and again. */
function stripEdges(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && (opening.has(value.charAt(start)) || isSpace(value.charCodeAt(start)))) start++;
  while (end > start && (closing.has(value.charAt(end - 1)) || isSpace(value.charCodeAt(end - 1)))) end--;
  return value.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

/** Decodes each `%XX` on its own: a stray `%` is no reason to lose the rest. Only ASCII can be part of a token. */
function percentDecode(value: string): string {
  return value.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Joins the lines of a wrapped JWT, also those of a string in source code; a text with anything else in it stays as it is. */
function joinLines(value: string): string {
  if (!/^e[yw]/.test(value)) return value;
  const lines = value.split(/\\[rn]|[\r\n]/);
  const joined = lines.map((line) => stripEdges(line.replaceAll('+', ' ')).replace(/\s/g, '')).join('');
  return /^[A-Za-z0-9_\-.~/=]+$/.test(joined) ? joined : value;
}
