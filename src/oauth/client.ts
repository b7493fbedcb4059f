import { allowInsecureRequests, clockSkew, Configuration, customFetch, discovery } from 'openid-client';
import type { CustomFetchOptions } from 'openid-client';
import { keptCertificate } from '../profile/keptCertificate.ts';
import type { Profile } from '../profile/profile.ts';
import { clientAuthentication } from './clientAuthentication.ts';
import { showsCertificate } from './fetchFor.ts';
import { responseOf } from './http.ts';
import type { Answer, Http } from './http.ts';
import type { Server } from './metadata.ts';

/**
 * One operation's openid-client: the shared metadata, and this operation's own way to send. It does not look at the
 * signature of an ID token; whoever asks for one does (`tokenRequest`).
 */
export interface Client {
  readonly configuration: Configuration;
  readonly server: Server;
  readonly profile: Profile;
  readonly http: Http;
  /** `x5t#S256` of the certificate that it shows (RFC 8705 §3.1). */
  readonly certificate?: string | undefined;
}

export interface ClientOptions {
  /** The client secret, or what takes its place (`ClientSecrets`). */
  readonly clientSecret?: string | undefined;
  /**
   * The redirect URI of the token request, which must be the one of the authorization request, character for character
   * (RFC 6749 §4.1.3). openid-client derives it from a URL and would add a slash to `http://localhost`.
   */
  readonly redirectUri?: string;
  /** Gets each answer. */
  readonly keep?: (answer: Answer) => void;
  /** An answer that is here already: it is checked by the server's clock, and nothing is sent. */
  readonly replay?: Answer;
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
  const own = {
    [clockSkew]: options.replay === undefined ? 0 : (http.clockSkew ?? 0),
    use_mtls_endpoint_aliases: showsCertificate(profile),
  };
  // The issuer of Entra ID's shared addresses is a template. Only openid-client's own discovery knows how to fill it in.
  const configuration = server.issuer.includes('{tenantid}')
    ? await discovery(new URL(profile.issuer), profile.clientId, own, authentication, {
        [customFetch]: () => Promise.resolve(Response.json(metadata)),
      })
    : new Configuration(metadata, profile.clientId, own, authentication);
  configuration[customFetch] = sender(http, options);
  // `http` has its own, which covers the answer's body as well.
  configuration.timeout = 0;
  if (server.insecure) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the issuer is on this machine
    allowInsecureRequests(configuration);
  }
  const certificate = showsCertificate(profile) ? keptCertificate(options.clientSecret)?.thumbprint : undefined;
  return { configuration, server, profile, http, certificate };
}

function sender(http: Http, { redirectUri, keep, replay }: ClientOptions) {
  return async (url: string, init: CustomFetchOptions): Promise<Response> => {
    if (redirectUri !== undefined && init.body instanceof URLSearchParams && init.body.has('redirect_uri')) {
      init.body.set('redirect_uri', redirectUri);
    }
    const answer = replay ?? (await http.ask(url, init as RequestInit));
    keep?.(answer);
    return responseOf(answer);
  };
}
