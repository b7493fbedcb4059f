import { parseUrl } from '../issuer.ts';

/** More than a person would agree to in one sign-in. */
const listLimit = 20;

/** `scope-token` of RFC 6749 §3.3, at a length that a server would take. */
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/;

/** Scopes from words of a stranger: only what has the form of a scope, each once. Commas separate as well. */
export function scopesIn(value: string | undefined): readonly string[] {
  return listed(value, /[\s,]+/).filter((scope) => scopeToken.test(scope));
}

/** `acr_values` (OIDC Core §3.1.2.1), the most preferred first. */
export function acrValuesIn(value: string | undefined): readonly string[] {
  return listed(value, /\s+/).filter((acr) => scopeToken.test(acr));
}

/** Seconds (RFC 9470 §3). */
export function maxAgeIn(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;
}

/**
 * `Retry-After` in seconds from now, in either of its forms (RFC 9110 §10.2.3).
 *
 * @param now By the clock of the server, where it tells: seconds since the epoch.
 */
export function secondsUntil(value: string | undefined, now: number): number | undefined {
  const date = dateIn(value);
  return date === undefined ? maxAgeIn(value) : Math.max(0, Math.ceil(date - now));
}

/** A date of HTTP (RFC 9110 §5.6.7), the two obsolete forms included. Seconds since the epoch. */
export function dateIn(value: string | undefined): number | undefined {
  const date = value?.trim().slice(0, 40) ?? '';
  if (
    !/^[A-Z][a-z]{2,8},? (?:\d\d[ -][A-Z][a-z]{2}[ -]\d{2,4}|[A-Z][a-z]{2} [ \d]\d) \d\d:\d\d:\d\d(?: GMT| \d{4})$/.test(
      date,
    )
  ) {
    return undefined;
  }
  const parsed = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(parsed) ? undefined : parsed / 1000;
}

/** Audiences of which any will do: jsonwebtoken writes `a or b`, others separate by commas, spaces and quotes. */
export function audiencesIn(value: string | undefined): readonly string[] {
  return listed(value, /[\s,'"[\]]+|\bor\b/)
    .map((audience) => audience.replace(/[.;)]+$/, ''))
    .filter((audience) => audience !== '');
}

/**
 * The resource that a metadata address belongs to: `/.well-known/oauth-protected-resource` stands between its host and
 * its path (RFC 9728 §3.1).
 */
export function resourceOf(metadata: string | undefined): string | undefined {
  const url = metadata === undefined ? undefined : parseUrl(metadata);
  const wellKnown = '/.well-known/oauth-protected-resource';
  if (url === undefined || !url.pathname.startsWith(wellKnown)) return undefined;
  return url.origin + url.pathname.slice(wellKnown.length) + url.search;
}

function listed(value: string | undefined, separator: RegExp): readonly string[] {
  return [...new Set((value ?? '').slice(0, 5000).split(separator))].filter((item) => item !== '').slice(0, listLimit);
}
