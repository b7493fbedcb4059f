import type { Text } from '../token/text.ts';
import { presets } from './presets/all.ts';
import { isLoopback } from './urls.ts';

/** Discovery documents that are looked for because of one address. */
const limit = 4;

const wellKnown = /^(.*)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/.*)?$/;

/** Last parts of the paths of endpoints and pages, whatever the server. */
const endpoint =
  /\/(?:authorize|authorization|auth|token|access_token|userinfo|me|login|signin|logout|introspect|introspection|revoke|revocation|jwks|jwks\.json|keys|certs|device|devicecode|device_authorization)\/?$/;

/**
 * The issuers that an address may belong to, likeliest first: it may be the issuer, its discovery document, one of its
 * endpoints or a page of the provider's console. Never empty, and all of them addresses of the same server, except where a
 * preset knows better.
 *
 * @returns a sentence where the address is a provider's and does not say whose issuer is meant.
 */
export function issuersAt(address: URL): [string, ...string[]] | Text {
  const url = new URL(address);
  // Nobody's authorization server is without encryption, but for the one on this computer.
  if (url.protocol === 'http:' && !isLoopback(url)) url.protocol = 'https:';
  const [, before, behind = ''] = wellKnown.exec(url.pathname) ?? [];
  if (before !== undefined) return [url.origin + before + behind];
  for (const { issuersAt: known } of presets) {
    const [first, ...others] = known?.(url) ?? [];
    if (first !== undefined) return [first, ...others];
  }
  for (const { missingAt } of presets) {
    const missing = missingAt?.(url);
    if (missing !== undefined) return missing;
  }
  const path = url.pathname.replace(endpoint, '');
  const parts = path.split('/').filter((part) => part !== '');
  const parents = parts.map((_, index) => `${url.origin}/${parts.slice(0, index + 1).join('/')}`).reverse();
  const written = path === url.pathname && path !== '/' ? [url.origin + path] : [];
  const [first = url.origin, ...others] = new Set([...written, ...parents.slice(0, limit - 1), url.origin]);
  return [first, ...others.slice(0, limit - 1)];
}

/**
 * The issuers above those that had no discovery document, the server's own address first: whoever copies an issuer from
 * another server's README mostly has a path too many. Together with those that were asked they are no more than `limit`.
 *
 * @param asked what `issuersAt` gave.
 */
export function issuersAbove(asked: readonly [string, ...string[]]): readonly string[] {
  const { origin, pathname } = new URL(asked[0]);
  const parts = pathname.split('/').filter((part) => part !== '');
  const parents = parts.map((_, index) => [origin, ...parts.slice(0, index)].join('/'));
  const [first, ...others] = parents;
  const untried = [...new Set([first ?? origin, ...others.reverse()])].filter((one) => !asked.includes(one));
  return untried.slice(0, Math.max(0, limit - asked.length));
}
