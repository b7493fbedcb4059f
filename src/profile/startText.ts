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
  /(?<![A-Za-z])(client[_-]?id|audience|resource|scopes?|redirect[_-]?uri|issuer(?:[_-]?(?:url|uri))?|authority|domain|tenant(?:[_-]?id)?)["']?\s{0,5}[:=]\s{0,5}(?:"([^"\n]*)(?:"|$)|'([^'\n]*)(?:'|$)|([^\s"'&,;}]+))/gi;
const scope = /(?<![A-Za-z])scope=([^"'&\n]+)/i;

export function readParts(input: string): TextParts {
  // A command that goes on in the next line is one line.
  const text = input.replace(/[\\^`]\r?\n/g, ' ');
  const values = new Map<string, string>();
  for (const [, name = '', quoted, single, bare] of text.matchAll(named)) {
    const key = name.toLowerCase().replace(/[_-]/g, '');
    const value = formDecoded(quoted ?? single ?? bare ?? '').trim();
    if (value !== '' && !values.has(key)) values.set(key, value);
  }
  // In a form, spaces stand between scopes as they are.
  const scopes = scope.exec(text)?.[1];
  if (scopes !== undefined) values.set('scope', formDecoded(scopes).trim());
  const taken = ['audience', 'resource', 'redirecturi', 'scope'].flatMap((key) => values.get(key) ?? []);
  const addresses = [...text.matchAll(address)]
    .map(([found]) => trim(found, '', '.,;:!)]}*'))
    .filter((found) => !taken.some((value) => value.startsWith(found)));
  return { addresses: [...new Set(addresses)], values };
}

function formDecoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
