import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Api, Profile } from '../profile/profile.ts';
import { deadline, unlessAborted } from './abort.ts';
import { checkAuthorizationResponse } from './authorizationResponse.ts';
import type { CallbackPageText } from './callbackPage.ts';
import { toFailure } from './classify.ts';
import { clientAuthentication, openClient } from './client.ts';
import type { Client } from './client.ts';
import { endpoint } from './endpoint.ts';
import { OAuthFailure } from './failure.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { listen } from './loopback.ts';
import type { Listener } from './loopback.ts';
import { discover } from './metadata.ts';
import type { Server } from './metadata.ts';
import { authorizationParameters, codeParameters } from './requestParameters.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import type { TokenSet } from './tokenSet.ts';

export interface SignInRequest {
  readonly profile: Profile;
  readonly api: Api;
  readonly clientSecret?: string | undefined;
  /** OpenID Connect Core §3.1.2.1. Stands above the profile's own `prompt`. */
  readonly prompt?: string | undefined;
  readonly loginHint?: string | undefined;
  /** What an API asked for in a step-up challenge (RFC 9470 §4). */
  readonly stepUp?: StepUp | undefined;
  /** The account that must come back. Without the `openid` scope nobody can tell who did: the answer then names no subject. */
  readonly expectedSubject?: string | undefined;
  /** Opens the user's own browser (RFC 8252 §8.12). `false`: it was not opened. */
  openBrowser(url: string): Promise<boolean>;
  /** The address at which the browser reaches the local one. */
  externalRedirectUri?(local: string): Promise<string>;
  readonly signal: AbortSignal;
  /** Seconds until the answer must be back from the browser. */
  readonly timeout: number;
  readonly page: CallbackPageText;
  readonly fetch?: Fetch | undefined;
}

/** How the user is to be authenticated. Both stand above the profile's own parameters of these names. */
export interface StepUp {
  /** `acr_values` (OpenID Connect Core §3.1.2.1): a wish, which the server may leave unanswered. */
  readonly acrValues: readonly string[];
  /** `max_age`: seconds since the user authenticated. The ID token must show that it was met. */
  readonly maxAge?: number;
}

/** What only this attempt knows, and its answer must repeat. */
interface Attempt {
  readonly state: string;
  readonly codeVerifier: string;
  /** Absent where no ID token is asked for. */
  readonly nonce?: string;
  /** Seconds, on a clock that only goes forward. */
  readonly startedAt: number;
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
  if (profile.grant !== 'authorizationCode') {
    throw new OAuthFailure('unsupportedGrant', { reason: profile.grant });
  }
  const http = new Http(request);
  try {
    clientAuthentication(profile, request.clientSecret);
    const server = await discover(profile, request);
    // Before the browser opens: a person should not sign in at a server that cannot finish.
    endpoint(server, 'authorization_endpoint');
    endpoint(server, 'token_endpoint');
    if (api.scopes.includes('openid')) {
      endpoint(server, 'jwks_uri');
    }
    const attempt: Attempt = {
      state: randomState(),
      codeVerifier: randomPKCECodeVerifier(),
      startedAt: performance.now() / 1000,
      ...(api.scopes.includes('openid') ? { nonce: randomNonce() } : {}),
    };
    const { answer, redirectUri } = await authorize(request, server, http, attempt);
    checkAuthorizationResponse(answer.searchParams, server);
    const client = await openClient(server, profile, http, { ...request, redirectUri });
    const tokens = await authorizationCodeGrant(
      client.configuration,
      answer,
      {
        expectedState: attempt.state,
        pkceCodeVerifier: attempt.codeVerifier,
        ...(attempt.nonce === undefined
          ? {}
          : { expectedNonce: attempt.nonce, idTokenExpected: true, ...agedAtMost(request, attempt) }),
      },
      codeParameters(profile, api),
    );
    return tokenAnswer(client, api, tokens, request.expectedSubject);
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}

/**
 * OpenID Connect Core §3.1.3.7, check 13. The user is asked to authenticate after the attempt began, and may have taken
 * their time over the pages that follow.
 */
function agedAtMost({ stepUp }: SignInRequest, { startedAt }: Attempt): { maxAge?: number } {
  if (stepUp?.maxAge === undefined) {
    return {};
  }
  return { maxAge: stepUp.maxAge + Math.ceil(performance.now() / 1000 - startedAt) };
}

/** The part with the person: the listener opens before the browser does, and closes as soon as the answer is here. */
async function authorize(
  request: SignInRequest,
  server: Server,
  http: Http,
  attempt: Attempt,
): Promise<{ answer: URL; redirectUri: string }> {
  const { signal, end } = deadline(request.signal, request.timeout);
  let listener: Listener | undefined;
  const close = () => listener?.close();
  try {
    listener = await listen({ redirectUri: request.profile.redirectUri, state: attempt.state, page: request.page });
    signal.addEventListener('abort', close);
    const { answer } = listener;
    const redirectUri = await unlessAborted(externalAddress(request, listener), signal);
    const client = await openClient(server, request.profile, http, request);
    const url = await unlessAborted(authorizationUrl(client, request, attempt, redirectUri), signal);
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

async function authorizationUrl(
  { configuration, server, profile }: Client,
  request: SignInRequest,
  attempt: Attempt,
  redirectUri: string,
): Promise<string> {
  const parameters = authorizationParameters(profile, request.api);
  const own: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: profile.clientId,
    redirect_uri: redirectUri,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    prompt: request.prompt,
    login_hint: request.loginHint,
    acr_values: request.stepUp?.acrValues.join(' ') || undefined,
    max_age: request.stepUp?.maxAge?.toString(),
  };
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) {
      parameters.set(name, value);
    }
  }
  const url =
    server.metadata.require_pushed_authorization_requests === true
      ? await buildAuthorizationUrlWithPAR(configuration, parameters)
      : buildAuthorizationUrl(configuration, parameters);
  // A plus that means a space does not survive every way to the browser; %20 does.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}
