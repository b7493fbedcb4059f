import { customFetch, genericGrantRequest, initiateDeviceAuthorization } from 'openid-client';
import type { DeviceAuthorizationResponse } from 'openid-client';
import type { Api } from '../profile/profile.ts';
import { pause } from './abort.ts';
import type { AuthorizationRequest } from './attempt.ts';
import { claimsRequest } from './claimsRequest.ts';
import { toFailure } from './classify.ts';
import { openClient } from './client.ts';
import { poll } from './devicePolling.ts';
import type { Clock } from './devicePolling.ts';
import { wantedKey } from './wantedKey.ts';
import { checkedAddress, endpoint } from './endpoint.ts';
import { OAuthFailure } from './failure.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { keysForCheck } from './keys.ts';
import { discover } from './metadata.ts';
import type { Server } from './metadata.ts';
import { authorizationParameters, codeParameters } from './requestParameters.ts';
import { mayWantOneResource, withOtherResources } from './resources.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import { tokenRequest } from './tokenRequest.ts';
import type { TokenSet } from './tokenSet.ts';

/** What the person needs (RFC 8628 §3.2), checked. */
export interface DevicePrompt {
  /** Printable ASCII. */
  readonly userCode: string;
  /** Where the code is typed in: https, or http on this machine. */
  readonly verificationUri: string;
  /** The same with the code in it, where the server has one. */
  readonly verificationUriComplete?: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

export interface DeviceCodeRequest extends AuthorizationRequest {
  /** Shows the code. Called once; the waiting goes on meanwhile, until the signal aborts. */
  show(prompt: DevicePrompt): unknown;
  readonly signal: AbortSignal;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
}

/** Seconds. RFC 8628 §3.2: what stands where the server does not say. */
const defaultInterval = 5;
/** Seconds that a code is waited for at most, whatever the server says. */
const longestLife = 3600;

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
const realClock: Clock = { now: () => Date.now() / 1000, wait: pause };

/**
 * Signs in on any device with a short code (RFC 8628): nothing has to come back to this machine. With the `openid` scope
 * the ID token is verified as in the code flow; it has no nonce, because the request can carry none.
 *
 * @throws {OAuthFailure} `deviceCodeExpired`, `authorizationRefused`, `cancelled` when the signal aborts,
 *   `subjectChanged`, and what discovery and the token request throw.
 */
export async function signInByDeviceCode(request: DeviceCodeRequest): Promise<TokenSet> {
  const { profile, api, clock = realClock, signal } = request;
  const http = new Http({ ...request, fetch: await fetchFor(request) });
  try {
    const server = await discover(profile, request);
    // Before a person is asked for anything: at a server that cannot finish.
    endpoint(server, 'device_authorization_endpoint');
    endpoint(server, 'token_endpoint');
    const openid = api.scopes.includes('openid');
    if (openid) {
      endpoint(server, 'jwks_uri');
      // A code is good once: its answer must not be lost for want of the keys.
      await keysForCheck(server, undefined, request);
    }
    const { answer, asked } = await authorizeDevice(request, server, http);
    const expiresAt = clock.now() + Math.min(answer.expires_in, longestLife);
    request.show({ ...checkedPrompt(answer, server), expiresAt });
    const parameters = codeParameters(profile, api);
    parameters.set('device_code', answer.device_code);
    const options = { ...request, dpopKey: await wantedKey(profile) };
    const ask = async () => {
      try {
        return await tokenRequest(server, profile, http, options, (configuration, dpop) =>
          genericGrantRequest(configuration, grantType, parameters, dpop),
        );
      } catch (error) {
        throw toFailure(error, http.secrets);
      }
    };
    const tokens = await poll(ask, { interval: answer.interval ?? defaultInterval, expiresAt, clock, signal });
    if (openid && tokens.answer.id_token === undefined) {
      throw new OAuthFailure('malformedAnswer', { reason: 'id_token' });
    }
    const tokenSet = tokenAnswer(tokens.client, api, tokens.answer, request.expectedSubject, tokens.dpopKey);
    return { ...tokenSet, resources: asked.resource };
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}

/** The device authorization request (RFC 8628 §3.1), for the API alone where the server does not take it for several. */
async function authorizeDevice(
  request: DeviceCodeRequest,
  server: Server,
  http: Http,
): Promise<{ answer: DeviceAuthorizationResponse; asked: Api }> {
  const { configuration } = await openClient(server, request.profile, http, request);
  const send = configuration[customFetch];
  if (send !== undefined) {
    configuration[customFetch] = async (url, options) => withStandardName(await send(url, options));
  }
  const { profile, api } = request;
  const ask = async (asked: Api) => ({
    answer: await initiateDeviceAuthorization(configuration, deviceParameters(request, asked)),
    asked,
  });
  const asked = withOtherResources(profile, api);
  return ask(asked).catch((error: unknown) => {
    if (asked === api || !mayWantOneResource(toFailure(error, http.secrets))) throw error;
    return ask(api);
  });
}

/** What an authorization request would carry, for servers that read it here as well. */
function deviceParameters({ profile, loginHint, stepUp, claims }: DeviceCodeRequest, asked: Api): URLSearchParams {
  const parameters = authorizationParameters(profile, asked);
  const own = {
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
  return parameters;
}

/** Google writes `verification_url`, as a draft of RFC 8628 did. */
async function withStandardName(response: Response): Promise<Response> {
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const older = typeof answer === 'object' && answer !== null && 'verification_url' in answer;
  return older
    ? Response.json({ verification_uri: answer.verification_url, ...answer }, { status: response.status })
    : response;
}

/** What a stranger's server wants shown and opened. */
function checkedPrompt(answer: DeviceAuthorizationResponse, server: Server): Omit<DevicePrompt, 'expiresAt'> {
  const { user_code: userCode, verification_uri: uri, verification_uri_complete: complete } = answer;
  // It goes into the clipboard, and from there a line break would go anywhere.
  if (!/^[\x20-\x7e]{1,64}$/.test(userCode)) {
    throw new OAuthFailure('malformedAnswer', { reason: 'user_code' });
  }
  const verificationUri = checkedAddress(uri, 'verification', server);
  if (complete === undefined) {
    return { userCode, verificationUri };
  }
  return { userCode, verificationUri, verificationUriComplete: checkedAddress(complete, 'verification', server) };
}
