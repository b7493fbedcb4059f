/** How a token is asked for (RFC 6749 §4, RFC 8628, RFC 7523 §2.1, RFC 8693). */
type Grant = 'authorizationCode' | 'deviceCode' | 'clientCredentials' | 'jwtBearer' | 'tokenExchange';

/** How the client proves who it is at the token endpoint (OIDC Core §9, RFC 8705 §2). */
type ClientAuthentication = 'none' | 'clientSecretBasic' | 'clientSecretPost' | 'privateKeyJwt' | 'tlsClientAuth';

/** Endpoints of a server without discovery, named as in RFC 8414 §2 without the `_endpoint`. All are absolute URLs. */
export interface Endpoints {
  readonly authorization?: string;
  readonly token?: string;
  readonly jwks?: string;
  readonly userinfo?: string;
  readonly revocation?: string;
  readonly introspection?: string;
  readonly deviceAuthorization?: string;
  readonly pushedAuthorizationRequest?: string;
}

/** One target of access tokens inside a profile. */
export interface Api {
  /** The key under `apis`; `default` for the one that the profile itself names. */
  readonly name: string;
  /** The `audience` parameter (Auth0). */
  readonly audience?: string;
  /** The `resource` parameters (RFC 8707 §2). */
  readonly resource: readonly string[];
  /** Everything that is asked for: the profile's scopes and the API's own, each once. */
  readonly scopes: readonly string[];
}

/** Whose access token is exchanged (RFC 8693 §2.1): that of one API of another profile, which exchanges none itself. */
export interface Subject {
  readonly profile: Profile;
  readonly api: Api;
}

/** What to sign in with, read and checked: defaults are filled in and every URL parses. */
export interface Profile {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Port absent (or 0) means any free port (RFC 8252 §7.3). */
  readonly redirectUri: string;
  readonly grant: Grant;
  readonly clientAuthentication: ClientAuthentication;
  readonly scopes: readonly string[];
  /** Never empty. The first is the one that a sign-in asks for when none is named. */
  readonly apis: readonly [Api, ...Api[]];
  readonly authorizationParameters: Readonly<Record<string, string>>;
  readonly tokenParameters: Readonly<Record<string, string>>;
  /** Of the assertion that the client signs with the grant `jwtBearer` (RFC 7523 §3), in place of what it says otherwise. */
  readonly assertionClaims?: Readonly<Record<string, string>>;
  /** With the grant `tokenExchange`. Issuer and endpoints are its profile's. */
  readonly subject?: Subject;
  /** Push each authorization request (RFC 9126), also where the server does not insist. */
  readonly pushedAuthorizationRequests?: boolean;
  /** Ask for tokens that are bound to a key (RFC 9449). */
  readonly dpop?: boolean;
  readonly endpoints?: Endpoints;
  /** A demo profile lives in memory, for as long as its server. */
  readonly origin: 'settings' | 'demo';
}
