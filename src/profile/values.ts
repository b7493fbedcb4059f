import { text, type Text } from '../token/text.ts';
import { isSecretKey, nearest, ownClaims, protocolParameters } from './keys.ts';
import { looksLikePrivateKey } from './looksLikePrivateKey.ts';
import { hasUnprintable, printable, type ProblemPath, type Report } from './problem.ts';
import { resourceFault, type UrlFault } from './urls.ts';

export type Entries = ReadonlyMap<string, unknown>;

/** Where an access token is for: Auth0's `audience`, RFC 8707's `resource`. */
export interface Target {
  readonly audience?: string;
  readonly resource: readonly string[];
}

/** The own keys of an object; nothing for arrays and everything else. A Map, so that `__proto__` is a key like others. */
export function entriesOf(value: unknown): Entries | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

export function secretInSettings(key: string): Text {
  return text(
    '“{key}” looks like a secret, and settings are no place for one: they are plain text, synced and shared. Delete it here (and replace it at the server if others could read this file). Set “clientAuthentication” instead: the client secret, private key or certificate is then asked for once and kept in the secret storage.',
    { key: printable(key) },
  );
}

function certificateInSettings(key: string): Text {
  return text(
    'Settings have no place for a client certificate. Delete “{key}”, and set “clientAuthentication” to “tlsClientAuth”: the certificate and its private key are then asked for once and kept in the secret storage.',
    { key: printable(key) },
  );
}

/** By what other tools call it, or by what it is. */
function isCertificate(key: string, value: unknown): boolean {
  return (
    /cert(ificate)?s?(file|path)?$|^(pfx|pkcs12|p12)/i.test(key) ||
    (typeof value === 'string' && value.includes('-----BEGIN CERTIFICATE-----'))
  );
}

/**
 * Reports each key that is not known, with the one that was probably meant, and each secret, however deep.
 *
 * @returns the keys that were probably meant: that those are missing needs no second problem.
 */
export function checkKeys(
  entries: Entries,
  known: readonly string[],
  path: ProblemPath,
  report: Report,
): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const [key, value] of entries) {
    if (known.includes(key)) continue;
    const here = [...path, key];
    if (isSecretKey(key) || looksLikePrivateKey(value)) {
      report(here, secretInSettings(key));
      continue;
    }
    if (isCertificate(key, value)) {
      report(here, certificateInSettings(key));
      continue;
    }
    const suggestion = nearest(key, known);
    if (suggestion === undefined) report(here, text('There is no key “{key}”.', { key: printable(key) }));
    else {
      const args = { key: printable(key), suggestion };
      meant.add(suggestion);
      report(here, text('There is no key “{key}”. Did you mean “{suggestion}”?', args), { suggestion });
    }
    reportSecrets(value, here, report);
  }
  return meant;
}

function reportSecrets(value: unknown, path: ProblemPath, report: Report): void {
  // Nobody nests settings deeper; a hostile file does.
  if (path.length > 10) return;
  for (const [key, inner] of entriesOf(value) ?? []) {
    if (isSecretKey(key) || looksLikePrivateKey(inner)) report([...path, key], secretInSettings(key));
    else reportSecrets(inner, [...path, key], report);
  }
}

/** Names of profiles and APIs are shown, and are keys in other people's code. */
export function checkName(name: string, path: ProblemPath, report: Report): void {
  if (name.trim() === '') report(path, text('A name is empty.'));
  else if (name.length > 100) report(path, text('A name is longer than 100 characters.'));
  else if (hasUnprintable(name)) {
    report(path, text('The name “{key}” has invisible characters.', { key: printable(name) }));
  } else if (name in Object.prototype) {
    report(path, text('The name “{key}” is reserved. Choose another one.', { key: name }));
  }
}

/** A string under a key; reports anything else, and what `fault` finds. */
export function parseString(
  entries: Entries,
  key: string,
  path: ProblemPath,
  report: Report,
  fault: (value: string) => UrlFault | undefined,
): string | undefined {
  if (!entries.has(key)) return undefined;
  return checkString(entries.get(key), key, [...path, key], report, fault);
}

function checkString(
  value: unknown,
  key: string,
  path: ProblemPath,
  report: Report,
  fault: (value: string) => UrlFault | undefined,
): string | undefined {
  if (typeof value !== 'string') {
    report(path, text('“{key}” must be a text in quotes.', { key }));
    return undefined;
  }
  const found = fault(value);
  if (found === undefined) return value;
  report(path, text(found.text.message, { ...found.text.args, key }), found);
  return undefined;
}

export function oneOf<T extends string>(
  entries: Entries,
  key: string,
  known: readonly T[],
  path: ProblemPath,
  report: Report,
): T | undefined {
  if (!entries.has(key)) return undefined;
  const value = entries.get(key);
  const match = known.find((word) => word === value);
  if (match !== undefined) return match;
  const suggestion = typeof value === 'string' ? nearest(value, known) : undefined;
  report(
    [...path, key],
    text('“{key}” must be one of {choices}.', { key, choices: known.join(', ') }),
    suggestion === undefined ? {} : { suggestion },
  );
  return undefined;
}

/** Off unless it says `true`. */
export function parseSwitch(entries: Entries, key: string, path: ProblemPath, report: Report): boolean {
  const value = entries.get(key) ?? false;
  if (typeof value !== 'boolean')
    report([...path, key], text('“{key}” must be true or false, without quotes.', { key }));
  return value === true;
}

/** RFC 6749 §3.3: scope-token is printable ASCII without space, quote and backslash. Each scope once. */
export function parseScopes(entries: Entries, path: ProblemPath, report: Report): string[] | undefined {
  const key = 'scopes';
  if (!entries.has(key)) return undefined;
  const value = entries.get(key);
  if (typeof value === 'string') {
    const suggestion = JSON.stringify(value.split(/[\s,]+/).filter((scope) => scopeToken.test(scope)));
    const array = suggestion.length > 200 ? '["openid", "profile"]' : suggestion.replaceAll('","', '", "');
    report([...path, key], text('“{key}” must be an array with one text a scope. Write {array}.', { key, array }), {
      suggestion: array,
    });
    return undefined;
  }
  if (!Array.isArray(value)) {
    report(
      [...path, key],
      text('“{key}” must be an array of texts, e.g. {array}.', { key, array: '["openid", "profile"]' }),
    );
    return undefined;
  }
  const scopes = value.flatMap((scope: unknown, index) => {
    const one = checkString(scope, `scopes[${String(index)}]`, [...path, key, index], report, scopeFault);
    return one === undefined ? [] : [one];
  });
  return [...new Set(scopes)];
}

export const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

function scopeFault(scope: string): UrlFault | undefined {
  if (scopeToken.test(scope)) return undefined;
  if (scope === '') return { text: text('“{key}” is empty.') };
  if (scope.includes(' ')) return { text: text('“{key}” has a space. Each scope is a text of its own.') };
  return { text: text('“{key}” has a character that a scope may not have (RFC 6749 §3.3).') };
}

/** `audience` (a text) and `resource` (one URI or several). */
export function parseTarget(entries: Entries, path: ProblemPath, report: Report): Target {
  const audience = parseString(entries, 'audience', path, report, audienceFault);
  const value = entries.get('resource');
  const resource = Array.isArray(value)
    ? value.map((one: unknown, index) =>
        checkString(one, `resource[${String(index)}]`, [...path, 'resource', index], report, resourceFault),
      )
    : [parseString(entries, 'resource', path, report, resourceFault)];
  return {
    ...(audience !== undefined && { audience }),
    resource: [...new Set(resource.filter((one) => one !== undefined))],
  };
}

function audienceFault(value: string): UrlFault | undefined {
  if (value.trim() === '') return { text: text('“{key}” is empty.') };
  return hasUnprintable(value) ? { text: text('“{key}” has an invisible character.') } : undefined;
}

const examples = {
  authorizationParameters: '{ "prompt": "consent" }',
  tokenParameters: '{ "prompt": "consent" }',
  assertionClaims: '{ "sub": "ada@example.com" }',
};

/** Extra request parameters, or claims: pairs of texts, none of them one that the product sets itself. */
export function parseParameters(
  entries: Entries,
  key: keyof typeof examples,
  path: ProblemPath,
  report: Report,
): Record<string, string> {
  if (!entries.has(key)) return {};
  const here = [...path, key];
  const pairs = entriesOf(entries.get(key));
  if (pairs === undefined) {
    report(here, text('“{key}” must be an object of texts, e.g. {example}.', { key, example: examples[key] }));
    return {};
  }
  const own = key === 'assertionClaims' ? ownClaims : protocolParameters;
  const read: [string, string][] = [];
  for (const [name, value] of pairs) {
    const at = [...here, name];
    if (isSecretKey(name) || looksLikePrivateKey(value)) report(at, secretInSettings(name));
    else if (own.has(name.toLowerCase())) reportOwn(name, own.get(name.toLowerCase()), at, report);
    else if (name.trim() === '' || hasUnprintable(name) || name in Object.prototype) checkName(name, at, report);
    else if (typeof value !== 'string') report(at, text('“{key}” must be a text in quotes.', { key: printable(name) }));
    else read.push([name, value]);
  }
  return Object.fromEntries(read);
}

function reportOwn(name: string, instead: string | undefined, path: ProblemPath, report: Report): void {
  if (instead === undefined) {
    report(path, text('“{key}” is set by Token Inspector itself for each request. Delete it.', { key: name }));
  } else {
    const args = { key: name, instead };
    report(path, text('“{key}” has a key of its own in a profile: use “{instead}”.', args), { suggestion: instead });
  }
}
