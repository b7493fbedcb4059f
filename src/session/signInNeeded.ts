import type { FailureDetails } from '../oauth/failure.ts';
import type { Api } from '../profile/profile.ts';

export type SignInReason =
  /** No such session, or it was made for another issuer or client than the profile's. */
  | 'unknownSession'
  /**
   * No refresh token came with the sign-in, and the token is too old, or with `details.reason` `noToken` there is none yet.
   * With `forOthers` an older refresh token is kept, which is for other APIs: `keptFor`. Nothing was sent.
   */
  | 'noRefreshToken'
  /**
   * The refresh token's sign-in did not ask for this API's resource, or the server refused it, so a refresh may not
   * (RFC 8707 §2.2). Nothing was sent. `details.reason` is `wantsConsent` where sign-ins without bring no refresh token.
   */
  | 'notAskedFor'
  /**
   * The server refused the refresh token for good. `details.reason` is `answerLost` where an earlier answer was lost, and
   * `refusedBefore` where a refresh was, for the API `details.expected` with the error `details.actual`.
   */
  | 'sessionEnded'
  /** The refresh token is good, but the server does not give a token for this API with it. */
  | 'refreshNotAllowed'
  /** The server answered with a token for another audience than `details.expected`. */
  | 'wrongAudience';

/** Whether the person may still be signed in at the server, so that the browser could get the token by itself. */
export function browserMayDo({ reason }: SignInNeeded): boolean {
  return reason !== 'unknownSession' && reason !== 'sessionEnded';
}

/** Only a person can get this token now. The refresh token, if there is one, is kept. */
export class SignInNeeded extends Error {
  readonly reason: SignInReason;
  /** The server's words where it said something. Text from a stranger. */
  readonly details: FailureDetails;
  /** What the refresh token that is kept may be asked for, where that is not what was wanted. */
  readonly keptFor: readonly Api[];

  constructor(
    reason: SignInReason,
    details: FailureDetails = {},
    options: { readonly cause?: unknown; readonly keptFor?: readonly Api[] } = {},
  ) {
    super(`sign-in needed: ${reason}`, options);
    this.name = 'SignInNeeded';
    this.reason = reason;
    this.details = details;
    this.keptFor = options.keptFor ?? [];
  }
}
