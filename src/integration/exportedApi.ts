/**
 * What Token Inspector offers to other extensions. This file imports nothing, so that it can be copied or published.
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<TokenInspectorApi>('token-inspector.token-inspector');
 * const api = await extension?.activate();
 * const answer = await api?.getAccessToken({ profile: 'integration', api: 'stock' });
 * ```
 *
 * Times are seconds since the epoch. Sentences are in the user's language.
 */
export interface TokenInspectorApi {
  /**
   * The user is asked whether other extensions may have a token of this profile, unless they said "always" before. Nothing
   * tells one caller from another here; `vscode.authentication.getSession('token-inspector', …)` does, and is the better
   * way wherever a user should know who asks.
   *
   * A fresh access token for one API of one profile: the one that is there, else one from a refresh, else, after asking
   * the user, one from a sign-in. Where several APIs or accounts fit, the user is asked which is meant.
   *
   * @returns `undefined` when the user declined or chose nothing. Never with `silent`.
   * @throws {TokenInspectorError} with a sentence for a person
   */
  getAccessToken(request: AccessTokenRequest): Promise<AccessTokenAnswer | undefined>;

  /**
   * What a token says: its claims, explained, and what is noticed about it. Takes whatever holds a token: the token
   * alone, an `Authorization` header, a token answer, a curl command. Never throws on bad input.
   *
   * Nobody is asked: the signature is **not** verified, so whoever wrote the token chose every word of it. The token is
   * held against the profile that has its issuer, where there is one. Neither the token nor its signature is returned.
   */
  inspect(token: string): Promise<Inspection>;
}

/** Which token is wanted. */
export interface AccessTokenRequest {
  /** The profile's name in the setting `tokenInspector.profiles`. */
  readonly profile: string;
  /** The API's name under `apis` of the profile; `default` for the one that the profile itself names. */
  readonly api?: string;
  /** Which account, where several are signed in: its e-mail address or user name, or its subject. */
  readonly account?: string;
  /** Seconds that the token must still live. Without it the setting `tokenInspector.minimumLifetime` counts. */
  readonly minimumLifetime?: number;
  /** Shows nothing and asks nothing: where a person would be needed, the promise is rejected instead. */
  readonly silent?: boolean;
}

/** A token that can be sent to the API now. Keep it in memory only, and ask again instead of storing it. */
export interface AccessTokenAnswer {
  readonly accessToken: string;
  /** When it ends, in seconds since the epoch by this computer's clock; absent where the server does not say. */
  readonly expiresAt?: number;
  /** What the server granted; what was asked for where it says nothing else (RFC 6749 §5.1). */
  readonly scopes: readonly string[];
  /** The token's own audiences; those that were asked for where it cannot be read. */
  readonly audience: readonly string[];
}

/** Why there is no token. */
export type TokenInspectorErrorCode =
  /** The request has another form than `AccessTokenRequest`. */
  | 'invalidRequest'
  /** No usable profile has this name. Only with `silent`, as the next four. */
  | 'unknownProfile'
  /** The profile has no such API. */
  | 'unknownApi'
  /** Several APIs or accounts fit: name one. */
  | 'ambiguous'
  /** The user has not yet said that other extensions may always have tokens of this profile: ask without `silent`. */
  | 'consentNeeded'
  /** Nobody is signed in, or only a sign-in brings this token now. */
  | 'signInNeeded'
  /** The authorization server, the network or the store of sessions failed. The message says how, and what to do. */
  | 'failed';

/** What `getAccessToken` rejects with. The message is a sentence for a person and holds no secret. */
export interface TokenInspectorError extends Error {
  readonly name: 'TokenInspectorError';
  readonly code: TokenInspectorErrorCode;
}

/** What a token says. Plain data; every value of the token is text from a stranger. */
export interface Inspection {
  /** `damaged` also where there is no token at all. */
  readonly kind: 'jwt' | 'jws' | 'jwe' | 'sdJwt' | 'opaque' | 'damaged';
  /** One line: "Access token", "Encrypted token", or what is wrong with a damaged one. */
  readonly title: string;
  /** The profile that the token was held against, by its name. */
  readonly profile?: string;
  /** The header's parameters, in the token's order; empty where it has none. */
  readonly header: readonly InspectedMember[];
  /** The claims, in the token's order; empty where they cannot be read. What an SD-JWT discloses comes last. */
  readonly claims: readonly InspectedMember[];
  /** What is noticed, the gravest first. */
  readonly findings: readonly InspectedFinding[];
}

/** One claim or header parameter. */
export interface InspectedMember {
  readonly name: string;
  /** The value as the token has it (JSON). Objects have no prototype. */
  readonly value: unknown;
  /** What such a claim means. */
  readonly meaning: string;
  /** The value for one line, safe to show: times relative to now, invisible characters visible. */
  readonly display: string;
  /** Where the meaning is written, e.g. `RFC 7519 §4.1.3`; empty for a claim that nobody standardised. */
  readonly source: string;
  /** Seconds since the epoch, for a time that can be read. */
  readonly time?: number;
}

/** One thing that was noticed. */
export interface InspectedFinding {
  /** Stable, e.g. `audience.two`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** One line: what was seen. */
  readonly title: string;
  /** What it means. */
  readonly meaning: string;
  /** What to do. */
  readonly advice: string;
  /** An RFC section or a documentation page. */
  readonly source: string;
}
