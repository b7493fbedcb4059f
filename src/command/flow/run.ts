import type { StepUp } from '../../oauth/attempt.ts';
import type { FlowId } from '../../oauth/flows.ts';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import type { Api, Profile } from '../../profile/profile.ts';
import type { Session } from '../../session/session.ts';
import type { AddressBox } from './addressBox.ts';

/** What a sign-in is asked for besides its profile and API. */
export interface SignInOptions {
  /** The account that must come back. */
  readonly session?: Session | undefined;
  readonly prompt?: string;
  /** Whether the person began in the Tokens view: there the cursor may go to the row of another account. */
  readonly fromTree?: boolean;
  /** Whether the account that comes back takes the place of the one in use, where it brings a token for the API. */
  readonly toUse?: boolean;
  /** The browser's session at the server may do without the person: only a token for one more API is missing. */
  readonly silentFirst?: boolean;
  /** Asked for besides the API's own, now and by each refresh of the token, which is the API's from then on. */
  readonly scopes?: readonly string[];
  readonly stepUp?: StepUp;
  /** Of a claims challenge (OpenID Connect Core §5.5), as JSON. */
  readonly claims?: string;
  /** The way that the person chose. Otherwise the first one that can work here. */
  readonly flow?: FlowId;
  /** Ends the sign-in: whoever asked for it has what it would bring. */
  readonly signal?: AbortSignal;
}

/** One sign-in, ready to go: the client secret is here, and what it brings can be kept. */
export interface FlowRun {
  readonly flow: FlowId;
  readonly profile: Profile;
  /** With the scopes that are asked for besides. */
  readonly api: Api;
  readonly clientSecret?: string | undefined;
  /** The private key that signs assertions, as a JWK, where the grant wants some. */
  readonly signingKey?: string | undefined;
  readonly options: SignInOptions;
  /** Aborted by the person's Cancel, by a newer sign-in and by the end of the window. */
  readonly controller: AbortController;
  /** Seconds that a person may take. */
  readonly timeout: number;
  /** Where the answer may be pasted. */
  readonly addressBox: AddressBox;
  /** Gets no secret. */
  readonly log: (message: string) => void;
  /** Tells the server to take a redirect URI; false for every server that cannot be told. */
  allowRedirectUri(uri: string): boolean;
}

/**
 * Gets a token set by one flow, and shows meanwhile what the person needs.
 *
 * @throws OAuthFailure
 */
export type RunFlow = (run: FlowRun) => Promise<TokenSet>;
