import { decode } from '../decode.ts';

/** What is wrong with the credentials that a request carries, as far as their form shows it. */
export type SentFlaw =
  'nothing' | 'twice' | 'quoted' | 'placeholder' | 'spaces' | 'noScheme' | 'encoded' | 'cut' | 'short';

/** An `Authorization` header at the beginning of a line, of a string, or after curl’s `-H`; sentences only speak of one. */
const header =
  /(?<before>^[<>*\s]{0,6}|-H[ \t]?|--header[ \t]|[{,][ \t]?)(?<quote>["']?)authorization(?<close>["']?)[ \t]{0,5}:[ \t]{0,5}(?<value>[^\r\n]{0,20000})/gim;

const unset =
  /^(?:undefined|null|none|nan|\[object \w{1,20}\]|(?:your|my)[-_ ]?(?:access[-_ ]?)?token(?:[-_ ]?here)?|<(?:your|access|bearer|my)[^<>]{0,60}>)$/i;
/** What a tool fills in before it sends. */
const template = /^(?:\{\{[^{}]{0,60}\}\}|\$\{[^{}]{1,60}\}|\$\([^()]{1,60}\)|\$\w{1,60}|%\w{1,60}%)$/;

/** Characters below which nothing is an access token. */
const shortest = 16;

/** Headers that are looked at. */
const headerLimit = 5;

/** The first flaw of the credentials in a request that a text holds; `undefined` where there is none, or no request. */
export function flawOfSent(text: string): SentFlaw | undefined {
  const headers: Header[] = [];
  for (const { groups } of text.matchAll(header)) {
    if (headers.length >= headerLimit) break;
    const { before = '', quote = '', close = '', value = '' } = groups ?? {};
    const sent = before.includes('>');
    headers.push({ sent, value: valueOf(value, quote, close) });
  }
  // A transcript has what went out; the command above it has what was meant.
  const sent = headers.filter((one) => one.sent);
  for (const one of sent.length > 0 ? sent : headers) {
    const flaw = flawOf(one);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

interface Header {
  /** Whether it stands as it was sent, as `curl -v` writes it, and not as a command or a file has it. */
  readonly sent: boolean;
  readonly value: string | undefined;
}

/** Without what belongs to the shell, to JSON or to a program around it. `undefined` for code that makes the value. */
function valueOf(value: string, quote: string, close: string): string | undefined {
  const inner = quote !== '' && close === '' ? quote : /^["'`]/.exec(value)?.[0];
  if (inner === undefined) return value.trim();
  const start = value.startsWith(inner) ? 1 : 0;
  const end = value.indexOf(inner, start);
  const isCode = inner === '`' || (end >= 0 && /^\s{0,5}\+/.test(value.slice(end + 1)));
  return isCode ? undefined : value.slice(start, end < 0 ? undefined : end).trim();
}

function flawOf({ value, sent }: Header): SentFlaw | undefined {
  if (value === undefined || /^(?:basic|digest|negotiate)\b/i.test(value)) return undefined;
  const scheme = /^(?:bearer|dpop|token)\b:?/i.exec(value)?.[0];
  const token = value.slice(scheme?.length ?? 0).trim();
  // What was taken out before the text was copied says nothing.
  if (/[…*]|\.\.\.|redacted|hidden/i.test(token)) return undefined;
  if (token === '') return 'nothing';
  if (/^(?:bearer|dpop)\b/i.test(token)) return 'twice';
  if (/^["'`“”‘’\\]|["'`“”‘’\\]$/.test(token)) return 'quoted';
  if (unset.test(token)) return 'placeholder';
  if (template.test(token)) return sent ? 'placeholder' : undefined;
  if (/\s/.test(token)) return 'spaces';
  if (/%[0-9A-F]{2}/i.test(token)) return 'encoded';
  if (!/^(?:ey|ew)/.test(token)) return token.length < shortest ? 'short' : undefined;
  if (token.split('.', 3).length < 3 || decode(token).kind === 'damaged') return 'cut';
  return scheme === undefined ? 'noScheme' : undefined;
}
