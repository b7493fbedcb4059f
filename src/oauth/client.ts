import {
  allowInsecureRequests,
  clockSkew,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { CustomFetchOptions } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { toFailure } from './classify.ts';
import { clientAuthentication } from './clientAuthentication.ts';
import { OAuthFailure } from './failure.ts';
import type { Http } from './http.ts';
import { keysForCheck } from './keys.ts';
import type { KeySet } from './keys.ts';
import type { Server } from './metadata.ts';

/** One operation's openid-client: the shared metadata and keys, and this operation's own way to send. */
export interface Client {
  readonly configuration: Configuration;
  readonly server: Server;
  readonly profile: Profile;
  readonly http: Http;
}

export interface ClientOptions {
  /** The client secret, or with `privateKeyJwt` the private key as a JWK. */
  readonly clientSecret?: string | undefined;
  /**
   * The redirect URI of the token request, which must be the one of the authorization request, character for character
   * (RFC 6749 §4.1.3). openid-client derives it from a URL and would add a slash to `http://localhost`.
   */
  readonly redirectUri?: string;
  /** Gets a copy of each answer of the token endpoint. */
  readonly keep?: (response: Response) => void;
  /** An answer that is here already: it is checked by the server's clock, and nothing is sent. */
  readonly replay?: Response;
  /** The signature of the ID token in it was verified by other means. */
  readonly signatureVerified?: boolean;
}

/** @throws {OAuthFailure} `secretMissing`. */
export async function openClient(
  server: Server,
  profile: Profile,
  http: Http,
  options: ClientOptions = {},
): Promise<Client> {
  const { metadata } = server;
  const authentication = await clientAuthentication(profile, options.clientSecret, {
    tokenEndpoint: metadata.token_endpoint,
    clockSkew: () => http.clockSkew ?? server.clockSkew ?? 0,
  });
  const clock = { [clockSkew]: options.replay === undefined ? 0 : (http.clockSkew ?? 0) };
  // The issuer of Entra ID's shared addresses is a template. Only openid-client's own discovery knows how to fill it in.
  const configuration = server.issuer.includes('{tenantid}')
    ? await discovery(new URL(profile.issuer), profile.clientId, clock, authentication, {
        [customFetch]: () => Promise.resolve(Response.json(metadata)),
      })
    : new Configuration(metadata, profile.clientId, clock, authentication);
  configuration[customFetch] = sender(server, http, options);
  // `http` has its own, which covers the answer's body as well.
  configuration.timeout = 0;
  if (server.insecure) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the issuer is on this machine
    allowInsecureRequests(configuration);
  }
  if (options.signatureVerified !== true) {
    // OpenID Connect Core §3.1.3.7 (6): without this the signature of an ID token from the token endpoint is not looked at.
    enableNonRepudiationChecks(configuration);
  }
  return { configuration, server, profile, http };
}

/** Sends through `http`, but answers a request for the keys from the shared ones, so that a refresh stays one request. */
function sender(server: Server, http: Http, { redirectUri, keep, replay }: ClientOptions) {
  let kid: string | undefined;
  return async (url: string, init: CustomFetchOptions): Promise<Response> => {
    if (init.method === 'GET' && url === server.metadata.jwks_uri) {
      return Response.json(await answerKeys(server, http, kid));
    }
    if (redirectUri !== undefined && init.body instanceof URLSearchParams && init.body.has('redirect_uri')) {
      init.body.set('redirect_uri', redirectUri);
    }
    const response = replay ?? (await http.send(url, init as RequestInit));
    keep?.(response.clone());
    kid = await idTokenKey(response.clone());
    return response;
  };
}

/**
 * The keys for an answer that is here. Without them it cannot be used, and a refresh token in it would be lost.
 *
 * @throws {OAuthFailure} `answerLost`, or that the server publishes no keys.
 */
export function answerKeys(server: Server, http: Http, kid: string | undefined): Promise<KeySet> {
  return keysForCheck(server, kid, { fetch: http.fetch }).catch(keysMissing);
}

function keysMissing(error: unknown): never {
  const { code, details } = toFailure(error);
  throw code === 'malformedAnswer' || code === 'endpointMissing'
    ? new OAuthFailure(code, details)
    : new OAuthFailure('answerLost', { ...details, reason: 'keys' });
}

/** The `kid` in the header of the answer's ID token. Nothing is trusted here: it only decides whether to ask for keys. */
async function idTokenKey(response: Response): Promise<string | undefined> {
  try {
    const { id_token: idToken } = (await response.json()) as { id_token?: unknown };
    const header = String(idToken).split('.')[0] ?? '';
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
