import {
  authorizationCodeGrant,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Api, Profile } from '../profile/profile.ts';
import { asksForConsent } from '../token/offlineAccess.ts';
import { checkAuthorizationResponse } from './authorizationResponse.ts';
import { claimsRequest } from './claimsRequest.ts';
import { toFailure } from './classify.ts';
import { openClient } from './client.ts';
import { wantedKey } from './wantedKey.ts';
import type { DpopKey } from './dpop.ts';
import type { Http } from './http.ts';
import type { Server } from './metadata.ts';
import { authorizationUrl } from './pushedRequest.ts';
import { authorizationParameters, codeParameters } from './requestParameters.ts';
import { mayWantOneResource } from './resources.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import { tokenRequest } from './tokenRequest.ts';
import type { TokenSet } from './tokenSet.ts';

/** How the user is to be authenticated. Both stand above the profile's own parameters of these names. */
export interface StepUp {
  /** `acr_values` (OpenID Connect Core §3.1.2.1): a wish, which the server may leave unanswered. */
  readonly acrValues: readonly string[];
  /** `max_age`: seconds since the user authenticated. The ID token must show that it was met. */
  readonly maxAge?: number;
}

/** What is asked for, however often it takes to ask. */
export interface AuthorizationRequest {
  readonly profile: Profile;
  readonly api: Api;
  readonly clientSecret?: string | undefined;
  readonly loginHint?: string | undefined;
  /** What an API asked for in a step-up challenge (RFC 9470 §4). */
  readonly stepUp?: StepUp | undefined;
  /** What an API asked for in a claims challenge (OpenID Connect Core §5.5), as JSON. */
  readonly claims?: string | undefined;
  /** The account that must come back. Without the `openid` scope nobody can tell who did: the answer then names no subject. */
  readonly expectedSubject?: string | undefined;
  /** For what happened without anybody's doing. Gets no secret. */
  readonly log?: ((message: string) => void) | undefined;
}

/** One authorization request on its way: what only it knows, and its answer must repeat. */
export class Attempt {
  readonly state = randomState();
  readonly prompt: string | undefined;
  readonly #request: AuthorizationRequest;
  readonly #server: Server;
  readonly #http: Http;
  readonly #codeVerifier = randomPKCECodeVerifier();
  readonly #dpopKey: Promise<DpopKey | undefined>;
  /** Absent where no ID token is asked for. */
  readonly #nonce: string | undefined;
  /** Seconds, on a clock that only goes forward. */
  readonly #startedAt = performance.now() / 1000;
  #asked: Api;

  /**
   * @param prompt OpenID Connect Core §3.1.2.1. Stands above the profile's own.
   * @param asked The API of the request, or that with the resources of others (`withOtherResources`).
   */
  constructor(
    request: AuthorizationRequest,
    server: Server,
    http: Http,
    prompt: string | undefined,
    asked = request.api,
  ) {
    this.#request = request;
    this.#asked = asked;
    this.#server = server;
    this.#http = http;
    this.#nonce = request.api.scopes.includes('openid') ? randomNonce() : undefined;
    this.prompt = prompt;
    this.#dpopKey = wantedKey(request.profile);
  }

  /** Whether other APIs are asked for as well. */
  get namesOthers(): boolean {
    return this.#asked !== this.#request.api;
  }

  /**
   * The address to send the browser to. Asks the server for it where the request is pushed (RFC 9126), and once more, for
   * the one API alone, where the server does not take it for several.
   */
  async url(redirectUri: string): Promise<string> {
    try {
      return await this.#url(redirectUri);
    } catch (error) {
      if (!this.namesOthers || !mayWantOneResource(toFailure(error, this.#http.secrets))) throw error;
      this.#asked = this.#request.api;
      return this.#url(redirectUri);
    }
  }

  async #url(redirectUri: string): Promise<string> {
    const { profile, loginHint, stepUp, claims, log = () => undefined } = this.#request;
    const dpopKey = await this.#dpopKey;
    const client = await openClient(this.#server, profile, this.#http, this.#request);
    const parameters = authorizationParameters(profile, this.#asked);
    const own: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: profile.clientId,
      redirect_uri: redirectUri,
      state: this.state,
      nonce: this.#nonce,
      code_challenge: await calculatePKCECodeChallenge(this.#codeVerifier),
      code_challenge_method: 'S256',
      // RFC 9449 §10: the code is worth nothing to whoever has another key.
      dpop_jkt: dpopKey && (await (await import('./dpopKeys.ts')).dpopThumbprint(dpopKey)),
      prompt: this.prompt,
      login_hint: loginHint,
      acr_values: stepUp?.acrValues.join(' ') || undefined,
      max_age: stepUp?.maxAge?.toString(),
      claims: claims === undefined ? undefined : claimsRequest(parameters.get('claims'), claims),
    };
    for (const [name, value] of Object.entries(own)) {
      if (value !== undefined) {
        parameters.set(name, value);
      }
    }
    const dpop = dpopKey && (await (await import('./dpopKeys.ts')).dpopHandle(client, dpopKey));
    const url = await authorizationUrl(client, parameters, dpop, log);
    // A plus that means a space does not survive every way to the browser; %20 does.
    url.search = url.search.replaceAll('+', '%20');
    return url.href;
  }

  /**
   * Checks the answer and redeems its code (RFC 6749 §4.1.3).
   *
   * @param redirectUri The one of the request.
   */
  async redeem(answer: URL, redirectUri: string): Promise<TokenSet> {
    const { profile, api } = this.#request;
    checkAuthorizationResponse(answer.searchParams, this.#server);
    const options = { ...this.#request, redirectUri, dpopKey: await this.#dpopKey };
    const checks = {
      expectedState: this.state,
      pkceCodeVerifier: this.#codeVerifier,
      ...(this.#nonce === undefined
        ? {}
        : { expectedNonce: this.#nonce, idTokenExpected: true, ...this.#agedAtMost() }),
    };
    const tokens = await tokenRequest(this.#server, profile, this.#http, options, (configuration, dpop) =>
      authorizationCodeGrant(configuration, answer, checks, codeParameters(profile, api), dpop),
    );
    const tokenSet = tokenAnswer(tokens.client, api, tokens.answer, this.#request.expectedSubject, tokens.dpopKey);
    const consent = asksForConsent(this.prompt ?? profile.authorizationParameters['prompt']);
    return { ...tokenSet, resources: this.#asked.resource, ...(consent && { consent }) };
  }

  /**
   * OpenID Connect Core §3.1.3.7, check 13. The user is asked to authenticate after the attempt began, and may have taken
   * their time over the pages that follow.
   */
  #agedAtMost(): { maxAge?: number } {
    const { stepUp } = this.#request;
    if (stepUp?.maxAge === undefined) {
      return {};
    }
    return { maxAge: stepUp.maxAge + Math.ceil(performance.now() / 1000 - this.#startedAt) };
  }
}
