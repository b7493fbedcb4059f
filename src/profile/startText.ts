import { trim } from '../token/trim.ts';

/** What of a pasted text can be read as it stands, before anybody knows what it is. */
export interface TextParts {
  /** Web addresses outside of others, in the order of the text, without those that `values` holds. */
  readonly addresses: readonly string[];
  /** What requests and settings files call a thing, in lower case without separators, and its first value. */
  readonly values: ReadonlyMap<string, string>;
}

const address = /\bhttps?:\/\/[^\s"'`<>\\]+/gi;

/**
 * `client_id=abc`, `"audience": "…"`, `AUTH0_CLIENT_ID=…`, `--data-urlencode "scope=…"`. Secrets are not among the names:
 * they are not even looked at.
 */
const named =
  /(?<![A-Za-z])(client[_-]?id|audience|resource|scopes?|redirect[_-]?ur[il]|callback[_-]?url|auth(?:ori[sz](?:ation|e))?[_-]?(?:url|endpoint)|issuer(?:[_-]?(?:url|uri))?|authority|domain|tenant(?:[_-]?id)?)["']?\s{0,5}[:=]\s{0,5}(?:"([^"\n]*)(?:"|$)|'([^'\n]*)(?:'|$)|([^\s"'&,;}]+))/gi;
/** Of a form or an environment, where spaces stand between scopes as they are; and of a settings file. */
const scope = /(?<![A-Za-z])scope=([^"'&\n]+)/i;
const scopeLine = /(?<![A-Za-z"'])scope:[ \t]{0,5}([^"'&,\s][^"'&,\n]*)/;
/** `"scopes": ["a", "b"]`, `scopes:a,b`. */
const scopeList = /(?<![A-Za-z])scopes["']?\s{0,5}[:=]\s{0,5}(?:\[([^\]]{0,2000})\]|([^\s"'&;}[]+))/i;
/** How Postman writes a member: `{ "key": "clientId", "value": "abc" }`. */
const keyAndValue = /"key"\s{0,20}:\s{0,5}"([\w-]{1,40})",\s{0,20}"value"\s{0,5}:/g;

export function readParts(input: string): TextParts {
  // A command that goes on in the next line is one line.
  const text = input.replace(/[\\^`]\r?\n/g, ' ').replace(keyAndValue, '"$1":');
  const values = new Map<string, string>();
  for (const [, name = '', quoted, single, bare] of text.matchAll(named)) {
    const key = keyOf(name);
    const value = formDecoded(quoted ?? single ?? bare ?? '').trim();
    if (value !== '' && !values.has(key)) values.set(key, value);
  }
  // Prose has a colon after the word as well, but names no client in this way.
  const scopes = scope.exec(text) ?? (values.has('clientid') ? scopeLine.exec(text) : null);
  if (scopes !== null) values.set('scope', untilNextName(formDecoded(scopes[1] ?? '')));
  const [, several, list] = scopeList.exec(text) ?? [];
  const listed = (several ?? list)?.replace(/["',\s]+/g, ' ').trim();
  if (listed !== undefined && listed !== '') values.set('scopes', listed);
  const taken = ['audience', 'resource', 'redirecturi', 'scope'].flatMap((key) => values.get(key) ?? []);
  const addresses = [...text.matchAll(address)]
    .map(([found]) => trim(found, '', '.,;:!)]}*'))
    .filter((found) => !taken.some((value) => value.startsWith(found)));
  return { addresses: [...new Set(addresses)], values };
}

function keyOf(name: string): string {
  const key = name.toLowerCase().replace(/[_-]/g, '');
  if (/^(?:redirect|callback)/.test(key)) return 'redirecturi';
  return /^auth.*(?:url|endpoint)$/.test(key) ? 'authorizationendpoint' : key;
}

/** What is pasted into a box has lost its lines: `openid read pkce: true`. */
function untilNextName(scopes: string): string {
  const words = scopes.trim().split(/\s+/);
  const end = words.findIndex((word) => /=|:$|[{}]/.test(word));
  return (end === -1 ? words : words.slice(0, end)).join(' ');
}

function formDecoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
