import { buildAuthorizationUrl, buildAuthorizationUrlWithPAR } from 'openid-client';
import type { DPoPHandle } from 'openid-client';
import { toFailure } from './classify.ts';
import type { Client } from './client.ts';
import { endpoint } from './endpoint.ts';
import type { OAuthFailure } from './failure.ts';

/** Characters. Windows opens no address of more than about 2,080, and servers in between have limits of their own. */
const longest = 2000;

/**
 * The address to send the browser to, with the request in it or pushed to the server first (RFC 9126).
 *
 * Pushed where the server requires it, where the profile says so, and where the request is too long for an address. Not
 * merely because the server offers it: PKCE, `state` and `iss` protect the request in the browser as well, a push costs
 * every sign-in a second request, and several servers offer an endpoint that they keep public clients away from.
 *
 * @throws {OAuthFailure} what the endpoint refused. Of a request that is only long it is no failure that this client may
 *   not push: then it goes with the browser after all.
 */
export async function authorizationUrl(
  client: Client,
  parameters: URLSearchParams,
  dpop: DPoPHandle | undefined,
  log: (message: string) => void,
): Promise<URL> {
  const { configuration, server, profile, http } = client;
  const inBrowser = buildAuthorizationUrl(configuration, parameters);
  const must =
    server.metadata.require_pushed_authorization_requests === true || profile.pushedAuthorizationRequests === true;
  const offered = server.metadata.pushed_authorization_request_endpoint !== undefined;
  if (!must && !(offered && inBrowser.href.length > longest)) {
    return inBrowser;
  }
  endpoint(server, 'pushed_authorization_request_endpoint');
  try {
    return await buildAuthorizationUrlWithPAR(configuration, parameters, dpop === undefined ? {} : { DPoP: dpop });
  } catch (error) {
    const failure = toFailure(error, http.secrets);
    if (must || !mayNotPush(failure)) {
      throw failure;
    }
    log(`the client may not push its request, so the browser takes it: ${failure.message}`);
    return inBrowser;
  }
}

function mayNotPush({ details }: OAuthFailure): boolean {
  return details.error === 'unauthorized_client' || [403, 404, 405].includes(details.status ?? 0);
}
