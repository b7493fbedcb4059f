import { askInBrowser } from './askInBrowser.ts';
import type { BrowserRequest } from './askInBrowser.ts';
import { Attempt } from './attempt.ts';
import type { AuthorizationRequest } from './attempt.ts';
import { toFailure } from './classify.ts';
import { clientAuthentication } from './clientAuthentication.ts';
import { endpoint } from './endpoint.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';
import { mayWantOneResource, withOtherResources } from './resources.ts';
import { mayAskSilently, promptAfter } from './silent.ts';
import type { TokenSet } from './tokenSet.ts';

export interface SignInRequest extends AuthorizationRequest, Omit<BrowserRequest, 'profile'> {
  /** OpenID Connect Core §3.1.2.1. Stands above the profile's own `prompt`. */
  readonly prompt?: string | undefined;
  /**
   * Asks the browser's session at the server first (`prompt=none`), and the person, in the same browser page, only if that
   * comes to nothing. Not where it cannot help: see `mayAskSilently`.
   */
  readonly silentFirst?: boolean | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * Signs in with the authorization code grant (RFC 6749 §4.1) in the user's own browser, answered on a loopback address
 * (RFC 8252 §7.3) or by another way that the caller offers, with PKCE (RFC 7636), `iss` (RFC 9207) and, with the
 * `openid` scope, a verified ID token (OpenID Connect Core §3.1.3.7).
 *
 * @throws {OAuthFailure} `cancelled` when the signal aborts, `signInTimedOut`, `browserNotOpened`,
 *   `authorizationRefused`, `subjectChanged`, and what discovery, the listener and the token request throw.
 */
export async function signIn(request: SignInRequest): Promise<TokenSet> {
  const { profile, api } = request;
  const http = new Http({ ...request, fetch: await fetchFor(request) });
  try {
    await clientAuthentication(profile, request.clientSecret);
    const server = await discover(profile, request);
    // Before the browser opens: a person should not sign in at a server that cannot finish.
    endpoint(server, 'authorization_endpoint');
    endpoint(server, 'token_endpoint');
    if (api.scopes.includes('openid')) {
      endpoint(server, 'jwks_uri');
    }
    const silent = request.silentFirst === true && mayAskSilently(request, server);
    const asked = withOtherResources(profile, api);
    const begin = (prompt: string | undefined, what = asked) => new Attempt(request, server, http, prompt, what);
    let attempt = begin(silent ? 'none' : request.prompt);
    let redeemed: Promise<TokenSet> | undefined;
    const { answer, redirectUri } = await askInBrowser(request, attempt, async (received, uri) => {
      const isSilent = silent && attempt.prompt === 'none';
      if (!isSilent && !attempt.namesOthers) return undefined;
      try {
        // The person sees no page before it is known whether the browser has to go on.
        await (redeemed = attempt.redeem(received, uri));
        return undefined;
      } catch (error) {
        const failure = toFailure(error, http.secrets);
        if (!isSilent && !mayWantOneResource(failure)) return undefined;
        redeemed = undefined;
        return (attempt = isSilent ? begin(promptAfter(failure)) : begin(attempt.prompt, api));
      }
    });
    return await (redeemed ?? attempt.redeem(answer, redirectUri));
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}
