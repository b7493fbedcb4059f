import type { FindingInput } from '../findingInput.ts';
import type { Text } from '../text.ts';

/** The form of the text that was given. */
export type Recognised =
  | 'challenge'
  | 'httpResponse'
  | 'problemDetails'
  | 'oauthError'
  | 'json'
  | 'message'
  /** Nothing in it says why the API, or the authorization server, refused. */
  | 'unknown';

/** What is complained about, whoever's words they are. */
export type Complaint =
  // About the token, by an API.
  | 'algorithm'
  | 'audience'
  | 'claimsChallenge'
  | 'dpopNonce'
  | 'dpopProof'
  | 'expired'
  | 'issuer'
  | 'malformed'
  | 'missingToken'
  | 'notYetValid'
  | 'permission'
  | 'rejected'
  | 'revoked'
  | 'scope'
  | 'signature'
  | 'stepUp'
  | 'unknownToken'
  | 'wrongKind'
  // About the request to the authorization server, by it.
  | 'assertion'
  | 'exchange'
  | 'client'
  | 'clientNotAllowed'
  | 'consent'
  | 'declined'
  | 'grantEnded'
  | 'interaction'
  | 'pending'
  | 'policy'
  | 'redirectUri'
  | 'scopeUnknown'
  | 'target'
  // About something else.
  | 'gatewayKey'
  | 'noSuchRoute'
  | 'rateLimited'
  | 'request'
  | 'server'
  | 'unknown';

/** What the API says it wants. Words of a stranger: checked for form, never trusted. */
export interface Wants {
  readonly scopes: readonly string[];
  /** Whether one of the scopes will do, as Google and Microsoft Graph list them; else all are needed (RFC 6750 §3). */
  readonly anyScope: boolean;
  /** Any of these will do. */
  readonly audiences: readonly string[];
  readonly issuer?: string;
  /** `acr_values` (RFC 9470 §3), the most preferred first. */
  readonly acrValues: readonly string[];
  /** `max_age` (RFC 9470 §3): seconds since the user authenticated. */
  readonly maxAge?: number;
  /** The `claims` of a challenge, decoded: a request in the form of OIDC Core §5.5, as JSON that is safe to send on. */
  readonly claims?: string;
  /** Sender-constrained tokens (RFC 9449 §7.1). */
  readonly dpop: boolean;
  /** Where the API describes itself (RFC 9728 §5.1). Shown, never fetched. */
  readonly resourceMetadata?: string;
  /** `Retry-After`, in seconds from now. */
  readonly retryAfter?: number;
}

/** One API of one profile, in the words of a command's argument. */
export interface ExplainTarget {
  readonly profile: string;
  readonly api: string;
  /** A session's id. */
  readonly account?: string;
}

/** One API that the profiles can get a token for. */
export interface KnownApi {
  readonly target: ExplainTarget;
  /** What a person calls it. */
  readonly label: string;
  readonly issuer: string;
  readonly audience?: string | undefined;
  readonly resource: readonly string[];
  readonly scopes: readonly string[];
}

/** A token of a session, with what is known around it. */
export interface HeldToken extends Omit<FindingInput, 'now' | 'use'> {
  /** Unique among the tokens at hand. */
  readonly id: string;
  readonly target: ExplainTarget;
  /** What a person calls the API, and the account where several have a token for it. */
  readonly label: string;
  /** When it was last copied. Seconds since the epoch. */
  readonly copiedAt?: number | undefined;
}

export interface ExplainContext {
  readonly tokens: readonly HeldToken[];
  readonly apis: readonly KnownApi[];
  /** The token that the user named; else the one that explains the error best is found, and is a guess. */
  readonly chosen?: string | undefined;
  /** Seconds since the epoch, by this machine's clock. */
  readonly now: number;
}

/** A thing to do about it; the command turns each into a button. */
export type ExplainAction =
  | {
      readonly kind: 'signInWithScopes';
      readonly target: ExplainTarget;
      readonly scopes: readonly string[];
      /** Whether they were asked for before and not granted, so that consent must be asked for again. */
      readonly consent: boolean;
    }
  | {
      readonly kind: 'stepUp';
      readonly target: ExplainTarget;
      readonly acrValues: readonly string[];
      readonly maxAge?: number;
    }
  | {
      readonly kind: 'claimsChallenge';
      readonly target: ExplainTarget;
      /** `claims` of the authorization request (OIDC Core §5.5). */
      readonly claims: string;
    }
  /** Signs in as somebody else, who may have the permission for these scopes. */
  | { readonly kind: 'otherUser'; readonly target: ExplainTarget; readonly scopes: readonly string[] }
  /** Tells which token was sent, where that is not known. */
  | { readonly kind: 'chooseToken' }
  /** Copies a token that is still fresh. */
  | { readonly kind: 'tokenForAudience'; readonly target: ExplainTarget; readonly label: string }
  /** Gets a new token whatever the age of the old one, and copies it. */
  | { readonly kind: 'refresh'; readonly target: ExplainTarget; readonly label: string }
  | { readonly kind: 'signIn'; readonly target?: ExplainTarget }
  | { readonly kind: 'editProfile'; readonly target?: ExplainTarget }
  /** Nothing to press. */
  | { readonly kind: 'wait'; readonly seconds?: number };

export interface Explanation {
  readonly recognised: Recognised;
  readonly complaint: Complaint;
  readonly wants: Wants;
  /** One sentence or two: what is wrong, and why. */
  readonly verdict: Text;
  readonly details: readonly Text[];
  /** The one that mends it comes first. */
  readonly actions: readonly ExplainAction[];
  /** Where the explanation comes from: an RFC section, or a vendor's documentation. */
  readonly source: string;
  /** The held token that the message was held against. */
  readonly token?: string;
  /** The token that the verdict is about, where neither the text nor the user says that it was sent. */
  readonly assumed?: Pick<HeldToken, 'label' | 'copiedAt'>;
  /** Held tokens that may be meant as well, `token` included, when the answer depends on which. Empty when it is clear. */
  readonly candidates: readonly string[];
}
