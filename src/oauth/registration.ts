import type { Profile } from '../profile/profile.ts';
import type { ClientRegistration } from '../profile/registration.ts';
import { isSecretValue } from '../profile/secretValue.ts';
import { redirectUriFault } from '../profile/urls.ts';
import { OAuthFailure, type FailureDetails } from './failure.ts';
import { Http, type Answer, type Fetch } from './http.ts';
import { serverWords } from './serverWords.ts';

export interface RegistrationRequest {
  readonly endpoint: string;
  readonly client: ClientRegistration;
  /** What some servers want before they register a client (RFC 7591 §3). */
  readonly initialAccessToken?: string;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/** What the server registered, which may differ from what was asked (RFC 7591 §3.2.1). */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientAuthentication: Profile['clientAuthentication'];
  readonly clientSecret?: string;
  /** The one that was asked for, or another one that can be used, where the server registered that. */
  readonly redirectUri: string;
}

/** Why there is no client. */
export interface RegistrationRefusal {
  readonly refused:
    /** The server wants an initial access token, or another one. */
    | 'accessToken'
    /** `invalid_redirect_uri` (RFC 7591 §3.2.2). */
    | 'redirectUri'
    /** `invalid_client_metadata` and its like. */
    | 'client'
    /** There is an address and nobody who registers there. */
    | 'closed'
    /** There is a client now, and it cannot be used here. */
    | 'unusable';
  /** The server's own words, and the HTTP status. Text from a stranger. */
  readonly details: FailureDetails;
}

/**
 * Registers a client (RFC 7591 §3). Of the answer only what a profile needs is kept: not the registration access token,
 * with which whoever has it can change the client (RFC 7592).
 *
 * @throws {OAuthFailure} what keeps the server from answering: the network, `serverError`, `rateLimited`, `cancelled`,
 *   `insecure`, a redirect.
 */
export async function register(request: RegistrationRequest): Promise<RegisteredClient | RegistrationRefusal> {
  const http = new Http(request);
  const { initialAccessToken: token } = request;
  if (token !== undefined) http.secrets.add(token);
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  let answer: Answer;
  try {
    answer = await http.ask(request.endpoint, { method: 'POST', headers, body: JSON.stringify(request.client) });
  } catch (error) {
    if (!(error instanceof OAuthFailure) || error.code !== 'notJson') throw error;
    return { refused: refusalOf(error.details), details: error.details };
  }
  const { status, json } = answer;
  const details = { status, ...serverWords(json, http.secrets) };
  if (status < 200 || status > 299) return { refused: refusalOf(details), details };
  const client = clientOf(json, request.client);
  // The ID goes into the settings, and is shown.
  const usable = client !== undefined && ![client.clientSecret, token].includes(client.clientId);
  return usable ? client : { refused: 'unusable', details: { status } };
}

function refusalOf({ status = 0, error }: FailureDetails): RegistrationRefusal['refused'] {
  if (status === 401 || status === 403) return 'accessToken';
  if (error === 'invalid_redirect_uri') return 'redirectUri';
  return error === undefined || status === 404 || status === 405 ? 'closed' : 'client';
}

/** @returns undefined where the answer is not what RFC 7591 §3.2.1 has, or of a client that cannot be used. */
function clientOf(json: unknown, asked: ClientRegistration): RegisteredClient | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const answer = json as Readonly<Record<string, unknown>>;
  const { client_id: clientId, client_secret: secret } = answer;
  if (!isVisible(clientId, 500) || isSecretValue(clientId)) return undefined;
  if (secret !== undefined && !isVisible(secret, 2000)) return undefined;
  // RFC 7591 §2: the default where nothing is said.
  const method = answer['token_endpoint_auth_method'] ?? (secret === undefined ? 'none' : 'client_secret_basic');
  const clientAuthentication = typeof method === 'string' ? methods.get(method) : undefined;
  const redirectUri = redirectUriOf(answer['redirect_uris'], asked.redirect_uris[0]);
  if (clientAuthentication === undefined || redirectUri === undefined) return undefined;
  const common = { clientId, clientAuthentication, redirectUri };
  if (clientAuthentication === 'none') return common;
  return secret === undefined ? undefined : { ...common, clientSecret: secret };
}

/** A Map: the server's word may be `constructor`. */
const methods: ReadonlyMap<string, Profile['clientAuthentication']> = new Map([
  ['none', 'none'],
  ['client_secret_basic', 'clientSecretBasic'],
  ['client_secret_post', 'clientSecretPost'],
]);

/** RFC 6749 §A.1, §A.2, without blanks: they go into settings, addresses and headers. */
function isVisible(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.length <= limit && /^[\x21-\x7e]+$/.test(value);
}

function redirectUriOf(registered: unknown, asked: string): string | undefined {
  if (registered === undefined) return asked;
  if (!Array.isArray(registered)) return undefined;
  if (registered.includes(asked)) return asked;
  return registered.find((uri) => isVisible(uri, 2000) && redirectUriFault(uri) === undefined) as string | undefined;
}
