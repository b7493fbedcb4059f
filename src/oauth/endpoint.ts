import { OAuthFailure } from './failure.ts';
import { isLoopbackHost } from './loopbackHost.ts';
import type { Server } from './metadata.ts';

type EndpointAttribute =
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'device_authorization_endpoint'
  | 'jwks_uri'
  | 'userinfo_endpoint'
  | 'pushed_authorization_request_endpoint';

/**
 * An endpoint of the metadata, before anything is sent to it.
 *
 * @throws {OAuthFailure} `endpointMissing`, `malformedAnswer`; `insecure` for plain HTTP, unless the issuer and the
 *   endpoint are both on this machine.
 */
export function endpoint(server: Server, attribute: EndpointAttribute): string {
  const url = server.metadata[attribute];
  if (url === undefined) {
    throw new OAuthFailure('endpointMissing', { endpoint: endpointName(attribute), issuer: server.issuer });
  }
  return checkedAddress(url, endpointName(attribute), server);
}

/**
 * An address that a server named, for a request or for the browser.
 *
 * @param name What the failure calls it.
 * @throws {OAuthFailure} as `endpoint`.
 */
export function checkedAddress(url: string, name: string, { issuer, insecure }: Server): string {
  if (!URL.canParse(url)) {
    throw new OAuthFailure('malformedAnswer', { reason: 'metadata', endpoint: name, issuer });
  }
  const { protocol, hostname, origin, pathname } = new URL(url);
  if (protocol !== 'https:' && !(insecure && protocol === 'http:' && isLoopbackHost(hostname))) {
    throw new OAuthFailure('insecure', { endpoint: origin + pathname, issuer });
  }
  return url;
}

/** What a profile calls the endpoint (`Endpoints`): `token` for `token_endpoint`. */
export function endpointName(attribute: string): string {
  return attribute.replace(/_(endpoint|uri)$/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
