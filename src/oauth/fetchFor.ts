import { keptCertificate } from '../profile/keptCertificate.ts';
import type { Profile } from '../profile/profile.ts';
import { OAuthFailure } from './failure.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';
import type { DiscoverOptions, Server } from './metadata.ts';

interface Sender extends DiscoverOptions {
  readonly profile: Profile;
  readonly clientSecret?: string | undefined;
}

/** Whether the profile's client shows a certificate to its server (RFC 8705 §2). */
export function showsCertificate({ clientAuthentication }: Profile): boolean {
  return clientAuthentication === 'tlsClientAuth';
}

/** Where the server wants certificates, where that is elsewhere (RFC 8705 §5). */
export function withAliases(server: Server): Server {
  const { metadata } = server;
  return { ...server, metadata: { ...metadata, ...metadata.mtls_endpoint_aliases } };
}

/**
 * How a profile's requests are sent: by `request.fetch`, but with the client's certificate to the endpoints where its server
 * lets a client prove who it is or use a token. Nobody else gets to see it: neither discovery, nor the keys, nor an address
 * that an answer names.
 *
 * @throws {OAuthFailure} `secretMissing`, `certificateRefused` for one that has expired since it was entered, and what
 *   `discover` throws.
 */
export async function fetchFor(request: Sender): Promise<Fetch | undefined> {
  const { profile } = request;
  if (!showsCertificate(profile)) return request.fetch;
  const certificate = keptCertificate(request.clientSecret);
  if (certificate === undefined) throw new OAuthFailure('secretMissing', { issuer: profile.issuer });
  if ((certificate.expiresAt ?? Infinity) <= Date.now() / 1000) {
    throw new OAuthFailure('certificateRefused', { reason: 'expired' });
  }
  const { fetchWithCertificate } = await import('./certificateFetch.ts');
  const own = addresses(await discover(profile, request));
  const plain = request.fetch ?? ((url, init) => fetch(url, init));
  return (url, init) => (own.has(new URL(url).href) ? fetchWithCertificate(url, init, certificate) : plain(url, init));
}

function addresses(server: Server): ReadonlySet<string> {
  return new Set(
    [server, withAliases(server)]
      .flatMap(({ metadata }) => [
        metadata.token_endpoint,
        metadata.revocation_endpoint,
        metadata.introspection_endpoint,
        metadata.userinfo_endpoint,
        metadata.device_authorization_endpoint,
        metadata.pushed_authorization_request_endpoint,
      ])
      .filter((url) => url !== undefined && URL.canParse(url))
      .map((url) => new URL(String(url)).href),
  );
}
