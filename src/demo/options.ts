import type { ClientMetadata, Provider } from 'oidc-provider';
import type { DemoApiName } from './catalogue.ts';
import type { Words } from './words.ts';

/** How a demo server differs from the one that people see. For tests, but for `port` and `words`. */
export interface DemoOptions {
  /** 0, the default, takes any free port of 127.0.0.1. */
  readonly port?: number;
  /** What its pages say (default: English). */
  readonly words?: Words;
  readonly strict?: {
    /** Only these redirect URIs, compared as strings, port included, as Auth0 does. */
    readonly redirectUris?: readonly string[];
    /** Refuses authorization requests that were not pushed (RFC 9126). */
    readonly requirePar?: boolean;
    /** Gives tokens that are bound to a key alone (RFC 9449), and with `withNonces` wants a nonce in each proof. */
    readonly requireDpop?: boolean | 'withNonces';
    /** Public keys as JWKs: the client authenticates with `private_key_jwt`. */
    readonly clientKeys?: readonly object[];
  };
  readonly loose?: {
    /** No sign-in yields a refresh token, whatever was asked for. */
    readonly noRefreshToken?: boolean;
    /** Access tokens are opaque for every API. */
    readonly opaque?: boolean;
    /** ID tokens have an `auth_time`, and it is text, as AD FS writes it. */
    readonly authTimeText?: boolean;
    /** No `iss` in the authorization response (RFC 9207), nor a promise of one. */
    readonly noIss?: boolean;
    /** No userinfo endpoint. */
    readonly noUserinfo?: boolean;
    /** More audiences in each access token. */
    readonly extraAudiences?: readonly string[];
  };
  /** Seconds that an API's access tokens live. */
  readonly ttl?: Partial<Record<DemoApiName, number>>;
  /** Whether a refresh answers with a new refresh token, and a used one ends the session (default true). */
  readonly rotateRefreshTokens?: boolean;
  /** More clients, and what is to be done to the server before it answers anybody: tests teach it grants of theirs. */
  readonly more?: { readonly clients: readonly ClientMetadata[]; prepare(provider: Provider): void };
  /** Registers clients (RFC 7591): everybody’s, or those of whoever has this initial access token. */
  readonly registration?: true | { readonly initialAccessToken: string };
  /** Waited for before a token request is acted on. One whose sender is gone by then is dropped. */
  readonly beforeToken?: () => Promise<void>;
}

/** One answer of the token endpoint, as it was sent. */
export interface IssuedTokens {
  readonly grantType: string;
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  readonly scope?: string;
  /** Seconds. */
  readonly expiresIn?: number;
}
