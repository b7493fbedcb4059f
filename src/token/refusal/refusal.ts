import type { Complaint } from '../explain/explanation.ts';
import type { Phrase } from '../explain/phrase.ts';
import type { Text } from '../text.ts';

/** What a person can do about a refusal. */
export type Mending =
  /** At `key`. */
  | 'editProfile'
  | 'enterSecret'
  /** The key that the client signs assertions with. */
  | 'enterKey'
  | 'copyRedirectUri'
  /** A new sign-in brings what a refresh no longer does, or asks the user for what is missing. */
  | 'signIn'
  /** A new sign-in, at which another account can be chosen. */
  | 'otherAccount'
  /** A new sign-in that asks for consent, though it was given or refused before. */
  | 'consent'
  /** The same again helps: in a while, or when what the advice says is done. */
  | 'tryAgain'
  /** Somebody else must mend it; the log has what they will want to know. */
  | 'showLog';

export interface Mend {
  /** What to change, and where: in the profile, or on which page at the provider. */
  readonly advice: Text;
  /** The same where the profile proves itself by something, which is the likeliest thing to be wrong. */
  readonly adviceFor?: { readonly secret: Text; readonly key: Text; readonly certificate: Text };
  /** The one that mends it comes first. Without `tryAgain` the same again is refused again. */
  readonly mendings: readonly [Mending, ...Mending[]];
  /** The key of the profile that it is about. */
  readonly key?:
    | 'issuer'
    | 'clientId'
    | 'clientAuthentication'
    | 'redirectUri'
    | 'grant'
    | 'scopes'
    | 'audience'
    | 'assertionClaims'
    | 'subject'
    | 'authorizationParameters'
    | 'tokenParameters';
}

/** One way in which an authorization server says no: what it means, and what mends it. */
export interface Refusal extends Mend {
  readonly complaint: Complaint;
  readonly meaning: Text;
  /** Where that is written. */
  readonly source: string;
}

/** A refusal that is known by its sentence. Every repetition in the pattern is bounded. */
export interface Sentence extends Refusal, Phrase {
  /** Said of other things as well: counts only where it is known that an authorization server says so. */
  readonly ambiguous?: true;
  /** Counts at this endpoint only. */
  readonly at?: 'authorization' | 'token';
}
