import { parseChallenges } from './challenges.ts';
import type { Challenge } from './challenges.ts';
import { findJson } from '../findJson.ts';
import type { JsonObject } from '../json.ts';

/** What a text consists of, as far as it is an answer of a server. */
export interface Parts {
  readonly text: string;
  readonly status?: number;
  readonly isHttp: boolean;
  readonly challenges: readonly Challenge[];
  readonly body?: JsonObject;
  /** Parameters of a redirect back to the client (RFC 6749 §4.1.2.1), or of a form. */
  readonly query?: ReadonlyMap<string, string>;
  /** Other headers that say something, names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

const statusLine = /^[<\s]{0,4}HTTP\/\d(?:\.\d)?[ \t]+(\d{3})\b/im;
const statusWords = [
  /\bstatus(?:[ _-]?code)?["']?\s{0,5}[:=(]?\s{0,5}["']?([1-5]\d\d)\b/i,
  /\b([45]\d\d)\b["':,)]?\s{0,5}\(?["']?(?:Unauthorized|Forbidden|Bad Request|Too Many Requests|Not Found|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)\b/i,
  /\b(?:code|error|HTTP|answered|returned|failed)\b[^\n\d]{0,30}\b(40[01349]|429|50[0234])\b/i,
];

const challengeHeader = /www-authenticate["']?[ \t]{0,5}[:=][ \t]{0,5}\[?[ \t]{0,5}/gi;
/** A challenge in the midst of a text: a scheme before a parameter, or the parameter that matters alone. */
const bareChallenge = /\b(?:Bearer|DPoP|PoP)[ \t]{1,5}(?=[A-Za-z_-]{2,40}[ \t]{0,3}=)|\berror[ \t]?=[ \t]?"/i;
const schemeAlone = /^[ \t]*(?:Bearer|DPoP)[ \t]*$/i;

const telling =
  /^[<\s]{0,4}(retry-after|date|dpop-nonce|x-accepted-oauth-scopes|x-oauth-scopes|x-ms-diagnostics|host|x-amzn-errortype|x-ratelimit-remaining)[ \t]{0,5}:[ \t]{0,5}([^\r\n]{0,2000})/gim;
const headersKept = 20;

export function readParts(text: string): Parts {
  const unescaped = text.includes('\\"') ? text.replaceAll('\\"', '"') : text;
  const line = statusLine.exec(text);
  const status = line?.[1] ?? statusWords.map((pattern) => pattern.exec(text)?.[1]).find((code) => code !== undefined);
  const body = findJson(text);
  const query = queryOf(text);
  return {
    text,
    ...(status !== undefined && { status: Number(status) }),
    isHttp: line !== null,
    challenges: challengesOf(text, unescaped),
    ...(body !== undefined && { body }),
    ...(query !== undefined && { query }),
    headers: headersOf(text),
  };
}

function challengesOf(text: string, unescaped: string): readonly Challenge[] {
  const values: string[] = [];
  for (const match of text.matchAll(challengeHeader)) {
    values.push(headerValue(text, match.index + match[0].length));
    if (values.length >= 20) break;
  }
  if (values.length === 0) {
    const bare = bareChallenge.exec(unescaped);
    if (bare !== null) values.push(lineFrom(unescaped, bare.index));
    else if (schemeAlone.test(text)) values.push(text);
  }
  return values.flatMap((value) => parseChallenges(value));
}

/** The value of a header: a line with its continuations, or a JSON string where a log wrote one. */
function headerValue(text: string, start: number): string {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return lineFrom(text, start);
  let value = '';
  for (let at = start + 1; at < text.length && at < start + valueLimit; at++) {
    const character = text.charAt(at);
    if (character === quote) break;
    if (character === '\\') at++;
    value += text.charAt(at);
  }
  return value;
}

/** Characters of one header that are read. */
const valueLimit = 20_000;

function lineFrom(text: string, start: number): string {
  const value = text.slice(start, start + valueLimit);
  // RFC 9112 §5.2: a line that begins with a space goes on with the one before.
  const end = value.search(/\r?\n(?![ \t]{1,20}\S)|\r(?!\n)/);
  return (end < 0 ? value : value.slice(0, end)).replace(/[\r\n]+/g, ' ');
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(telling)) {
    if (headers.size >= headersKept) break;
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim());
  }
  return headers;
}

function queryOf(text: string): ReadonlyMap<string, string> | undefined {
  const match = /(?:[?&#]|^)error=[^\s"'&]{1,200}(?:&[^\s"'<>]{0,4000})?/m.exec(text);
  if (match === null) return undefined;
  return new Map(new URLSearchParams(match[0].replace(/^[?&#]/, '')));
}
