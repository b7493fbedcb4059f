import { deadline, unlessAborted } from './abort.ts';
import { Attempt } from './attempt.ts';
import type { AuthorizationRequest } from './attempt.ts';
import type { CallbackPageText } from './callbackPage.ts';
import { toFailure } from './classify.ts';
import { clientAuthentication } from './clientAuthentication.ts';
import { endpoint } from './endpoint.ts';
import { OAuthFailure } from './failure.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { listen } from './loopback.ts';
import type { Listener, SentOn } from './loopback.ts';
import { discover } from './metadata.ts';
import { mayAskSilently, promptAfter } from './silent.ts';
import type { TokenSet } from './tokenSet.ts';

export interface SignInRequest extends AuthorizationRequest {
  /** OpenID Connect Core §3.1.2.1. Stands above the profile's own `prompt`. */
  readonly prompt?: string | undefined;
  /**
   * Asks the browser's session at the server first (`prompt=none`), and the person, in the same browser page, only if that
   * comes to nothing. Not where it cannot help: see `mayAskSilently`.
   */
  readonly silentFirst?: boolean | undefined;
  /** Opens the user's own browser (RFC 8252 §8.12). `false`: it was not opened. */
  openBrowser(url: string): Promise<boolean>;
  /** The address by which the browser reaches an address of the server, where that is another one. */
  browserAddress?(url: string): Promise<string>;
  /** The address at which the browser reaches the local one. */
  externalRedirectUri?(local: string): Promise<string>;
  readonly signal: AbortSignal;
  /** Seconds until the answer must be back from the browser. */
  readonly timeout: number;
  readonly page: CallbackPageText;
  readonly fetch?: Fetch | undefined;
}

/**
 * Signs in with the authorization code grant (RFC 6749 §4.1) in the user's own browser, answered on a loopback address
 * (RFC 8252 §7.3), with PKCE (RFC 7636), `iss` (RFC 9207) and, with the `openid` scope, a verified ID token (OpenID
 * Connect Core §3.1.3.7).
 *
 * @throws {OAuthFailure} `cancelled` when the signal aborts, `signInTimedOut`, `browserNotOpened`,
 *   `authorizationRefused`, `subjectChanged`, and what discovery, the listener and the token request throw.
 */
export async function signIn(request: SignInRequest): Promise<TokenSet> {
  const { profile, api } = request;
  const http = new Http(request);
  try {
    await clientAuthentication(profile, request.clientSecret);
    const server = await discover(profile, request);
    // Before the browser opens: a person should not sign in at a server that cannot finish.
    endpoint(server, 'authorization_endpoint');
    endpoint(server, 'token_endpoint');
    if (api.scopes.includes('openid')) {
      endpoint(server, 'jwks_uri');
    }
    const begin = (prompt: string | undefined) => new Attempt(request, server, http, prompt);
    if (request.silentFirst !== true || !mayAskSilently(request, server)) {
      const attempt = begin(request.prompt);
      const { answer, redirectUri } = await askInBrowser(request, attempt);
      return await attempt.redeem(answer, redirectUri);
    }
    let attempt = begin('none');
    let tokens: TokenSet | undefined;
    const { answer, redirectUri } = await askInBrowser(request, attempt, async (silentAnswer, uri) => {
      try {
        // The person sees no page before it is known whether the browser's session will do.
        tokens = tokens ?? (attempt.prompt === 'none' ? await attempt.redeem(silentAnswer, uri) : undefined);
        return undefined;
      } catch (error) {
        return (attempt = begin(promptAfter(toFailure(error, http.secrets))));
      }
    });
    return tokens ?? (await attempt.redeem(answer, redirectUri));
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}

/** Whether an answer will do, or with which attempt the browser goes on. */
type Judge = (answer: URL, redirectUri: string) => Promise<Attempt | undefined>;

/** The part with the person: the listener opens before the browser does, and closes as soon as the answer is here. */
async function askInBrowser(
  request: SignInRequest,
  attempt: Attempt,
  judge?: Judge,
): Promise<{ answer: URL; redirectUri: string }> {
  const { profile, page } = request;
  const { signal, end } = deadline(request.signal, request.timeout);
  let redirectUri = profile.redirectUri;
  const sendOn = async (answer: URL): Promise<SentOn | undefined> => {
    const next = await judge?.(answer, redirectUri);
    if (next === undefined) {
      return undefined;
    }
    const url = await next.url(redirectUri);
    return { url: (await request.browserAddress?.(url)) ?? url, state: next.state };
  };
  let listener: Listener | undefined;
  const close = () => listener?.close();
  try {
    listener = await listen({ redirectUri, state: attempt.state, page, ...(judge === undefined ? {} : { sendOn }) });
    signal.addEventListener('abort', close);
    const { answer } = listener;
    redirectUri = await unlessAborted(externalAddress(request, listener), signal);
    const url = await unlessAborted(attempt.url(redirectUri), signal);
    // The person may be back before the editor knows that the browser has opened.
    const opened = request.openBrowser(url).catch(() => false);
    const unopened = opened.then((yes) => (yes ? answer : Promise.reject(new OAuthFailure('browserNotOpened'))));
    return { answer: await unlessAborted(Promise.race([answer, unopened]), signal), redirectUri };
  } finally {
    close();
    end();
  }
}

async function externalAddress(request: SignInRequest, listener: Listener): Promise<string> {
  const external = await request.externalRedirectUri?.(listener.redirectUri);
  if (external === undefined || external === listener.redirectUri) {
    return listener.redirectUri;
  }
  listener.useExternal(external);
  return external;
}
