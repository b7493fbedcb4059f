import { OAuthFailure } from './failure.ts';
import { isLoopbackHost } from './loopbackHost.ts';
import type { Server } from './metadata.ts';

type EndpointAttribute = 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri' | 'userinfo_endpoint';

/**
 * An endpoint of the metadata, before anything is sent to it.
 *
 * @throws {OAuthFailure} `endpointMissing`, `malformedAnswer`; `insecure` for plain HTTP, unless the issuer and the
 *   endpoint are both on this machine.
 */
export function endpoint({ metadata, issuer, insecure }: Server, attribute: EndpointAttribute): string {
  const url = metadata[attribute];
  if (url === undefined) {
    throw new OAuthFailure('endpointMissing', { endpoint: endpointName(attribute), issuer });
  }
  if (!URL.canParse(url)) {
    throw new OAuthFailure('malformedAnswer', { reason: 'metadata', endpoint: endpointName(attribute), issuer });
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
