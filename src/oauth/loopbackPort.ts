import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAuthFailure } from './failure.ts';

/** A loopback redirect URI taken apart, each part as it is written: it must match what was registered. */
interface LoopbackAddress {
  readonly host: string;
  /** Absent: any free port. */
  readonly port?: number;
  readonly rest: string;
}

/** Where the listener listens, and the redirect URI with that port in it. */
export interface Bound {
  readonly redirectUri: string;
  readonly servers: readonly Server[];
}

/** How often a port that is free on IPv4 only is given back. */
const attempts = 20;

/**
 * Opens servers on the loopback addresses of a redirect URI, and on no others: `localhost` means 127.0.0.1 and ::1
 * (RFC 8252 §8.3), on the same port. A fixed port is never replaced by another one.
 *
 * @throws {OAuthFailure} `portInUse` with `details.port`; `listenerFailed`.
 */
export async function bindLoopback(redirectUri: string, create: () => Server): Promise<Bound> {
  const address = parse(redirectUri);
  for (let attempt = 1; ; attempt++) {
    try {
      const { port, servers } = await bind(addressesOf(address.host), address.port ?? 0, create);
      return { redirectUri: `http://${address.host}:${String(port)}${address.rest}`, servers };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (code !== 'EADDRINUSE') {
        throw new OAuthFailure('listenerFailed', {
          reason: code,
          ...(address.port === undefined ? {} : { port: address.port }),
        });
      }
      if (address.port !== undefined) {
        throw new OAuthFailure('portInUse', { port: address.port });
      }
      if (attempt === attempts) {
        throw new OAuthFailure('listenerFailed', { reason: code });
      }
    }
  }
}

/** @throws {OAuthFailure} `listenerFailed` for an address that is not this machine's. */
function parse(redirectUri: string): LoopbackAddress {
  const [, host, port, rest] =
    /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::(\d*))?(?=[/?]|$)(.*)$/i.exec(redirectUri) ?? [];
  if (host === undefined || rest === undefined || Number(port ?? 0) > 65_535) {
    throw new OAuthFailure('listenerFailed', { reason: 'redirectUri' });
  }
  return Number(port ?? 0) === 0 ? { host, rest } : { host, port: Number(port), rest };
}

function addressesOf(host: string): readonly string[] {
  const named: Readonly<Record<string, readonly string[]>> = { '127.0.0.1': ['127.0.0.1'], '[::1]': ['::1'] };
  return named[host] ?? ['127.0.0.1', '::1'];
}

async function bind(
  hosts: readonly string[],
  wanted: number,
  create: () => Server,
): Promise<{ port: number; servers: Server[] }> {
  const servers: Server[] = [];
  let port = wanted;
  try {
    for (const host of hosts) {
      const server = create();
      try {
        port = await open(server, host, port);
        servers.push(server);
      } catch (error) {
        if (servers.length === 0 || !hasNoIpv6(error)) {
          throw error;
        }
      }
    }
    return { port, servers };
  } catch (error) {
    for (const server of servers) {
      server.close();
    }
    throw error;
  }
}

function open(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      // A failed accept (too many open files) ends one connection, not the editor's extension host.
      server.on('error', () => undefined);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function hasNoIpv6(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(String(error.code))
  );
}
