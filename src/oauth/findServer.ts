import { OAuthFailure, type FailureCode } from './failure.ts';
import { discover, type DiscoverOptions, type Server } from './metadata.ts';

export interface FoundServer {
  /** What a profile has to say: as the server spells it, or as it was asked for where the server leaves a place open. */
  readonly issuer: string;
  readonly metadata: Server['metadata'];
}

/** After these the same server has nothing else to say at another path. */
const unreachable: readonly FailureCode[] = [
  'offline',
  'dns',
  'connectionRefused',
  'tls',
  'requestTimedOut',
  'answerLost',
  'rateLimited',
];

/**
 * Reads the discovery document of the first address that has one (OpenID Connect Discovery §4, RFC 8414 §3). Where the
 * server spells its issuer with a slash more or less, its spelling is taken.
 *
 * @param issuers likeliest first. Not empty.
 * @throws {OAuthFailure} `issuerMismatch` where a server calls itself something else altogether, else what the first
 *   address answered, and `cancelled`.
 */
export async function findServer(issuers: readonly string[], options: DiscoverOptions = {}): Promise<FoundServer> {
  const failures: OAuthFailure[] = [];
  const lost = new Set<string>();
  for (const issuer of issuers) {
    if (lost.has(new URL(issuer).host)) continue;
    try {
      return await find(issuer, options);
    } catch (error) {
      if (!(error instanceof OAuthFailure) || error.code === 'cancelled' || error.code === 'issuerMismatch')
        throw error;
      failures.push(error);
      if (unreachable.includes(error.code)) lost.add(new URL(issuer).host);
    }
  }
  throw failures[0] ?? new OAuthFailure('noDiscovery', {});
}

async function find(issuer: string, options: DiscoverOptions): Promise<FoundServer> {
  try {
    return found(issuer, await discover({ issuer, clientId: '' }, options));
  } catch (error) {
    const actual = error instanceof OAuthFailure && error.code === 'issuerSlash' ? error.details.actual : undefined;
    if (actual === undefined) throw error;
    return found(actual, await discover({ issuer: actual, clientId: '' }, options));
  }
}

/** Entra ID's shared addresses answer with `{tenantid}`, which is nobody's issuer. */
function found(asked: string, { issuer, metadata }: Server): FoundServer {
  return { issuer: /[{}]/.test(issuer) ? asked : issuer, metadata };
}
