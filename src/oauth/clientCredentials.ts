import { directGrant } from './directGrant.ts';
import type { DirectRequest } from './directGrant.ts';
import type { TokenSet } from './tokenSet.ts';

/**
 * A token for the client itself (RFC 6749 §4.4).
 *
 * @throws {OAuthFailure} as `directGrant`.
 */
export function getClientToken(request: DirectRequest): Promise<TokenSet> {
  return directGrant(request, { grantType: 'client_credentials' });
}
