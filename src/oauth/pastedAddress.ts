import { trim } from '../token/trim.ts';
import type { AwaitedAnswer } from './awaitedAnswer.ts';

/** Why a text is not the address that a sign-in waits for. */
export type AddressFault =
  /** No address, and no query of one. */
  | 'notAnAddress'
  /** The redirect URI's own, or the server's page, before anybody has signed in there. */
  | 'noAnswer'
  /** An address that this sign-in does not come back to. */
  | 'otherAddress'
  /** The answer to another sign-in, perhaps an older one. */
  | 'otherSignIn'
  /** The answer is here already, or nobody waits any more. */
  | 'over';

/**
 * Reads the address at which a browser ended, as a person copies it: with quotes or brackets around it, wrapped over
 * lines, without the `http://` that browsers hide, or its query alone. It must pass what the listener asks of a request:
 * the redirect URI's host and path, and the state.
 */
export function readAddress(pasted: string, awaited: AwaitedAnswer): URLSearchParams | AddressFault {
  if (!awaited.open) return 'over';
  const text = trim(pasted.replace(/\s+/g, ''), '"\'`<(', '"\'`>)');
  const [address = '', ...rest] = text.replace(/#.*$/, '').split('?');
  const bareQuery = rest.length === 0 && /^(code|state|error|iss)=/.test(address);
  const query = new URLSearchParams(bareQuery ? address : rest.join('?'));
  if (!bareQuery && address !== '') {
    const given = parse(address, awaited.redirectUri);
    if (given === undefined) return 'notAnAddress';
    const isAnswer = query.has('code') || query.has('error');
    if (!isSamePlace(given, new URL(awaited.redirectUri))) return isAnswer ? 'otherAddress' : 'noAnswer';
  }
  if (text === '') return 'notAnAddress';
  if (!query.has('code') && !query.has('error')) return 'noAnswer';
  return awaited.fits(query) ? query : 'otherSignIn';
}

function parse(address: string, redirectUri: string): URL | undefined {
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
    ? address
    : redirectUri.replace(/:\/\/.*$/s, `://${address}`);
  const looksLikeOne = /^[^/]+:\/\/[^/]*[.:\]][^/]*/.test(complete) || /:\/\/localhost(\/|$)/i.test(complete);
  return looksLikeOne && URL.canParse(complete) ? new URL(complete) : undefined;
}

function isSamePlace(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host && path(one) === path(other);
}

function path({ pathname }: URL): string {
  return pathname === '' ? '/' : pathname;
}
