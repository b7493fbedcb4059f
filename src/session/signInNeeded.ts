import type { FailureDetails } from '../oauth/failure.ts';

export type SignInReason =
  /** No such session, or it was made for another issuer or client than the profile's. */
  | 'unknownSession'
  /** The token is too old and no refresh token came with the sign-in. */
  | 'noRefreshToken'
  /** The server refused the refresh token for good. `details.reason` is `answerLost` where an earlier answer was lost. */
  | 'sessionEnded'
  /** The refresh token is good, but the server does not give a token for this API with it. */
  | 'refreshNotAllowed'
  /** The server answered with a token for another audience than `details.expected`. */
  | 'wrongAudience';

/** Whether the person may still be signed in at the server, so that the browser could get the token by itself. */
export function browserMayDo({ reason }: SignInNeeded): boolean {
  return reason === 'noRefreshToken' || reason === 'refreshNotAllowed' || reason === 'wrongAudience';
}

/** Only a person can get this token now. The refresh token, if there is one, is kept. */
export class SignInNeeded extends Error {
  readonly reason: SignInReason;
  /** The server's words where it said something. Text from a stranger. */
  readonly details: FailureDetails;

  constructor(reason: SignInReason, details: FailureDetails = {}, options?: { cause?: unknown }) {
    super(`sign-in needed: ${reason}`, options);
    this.name = 'SignInNeeded';
    this.reason = reason;
    this.details = details;
  }
}
