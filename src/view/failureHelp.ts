import type { FailureCode } from '../oauth/failure.ts';
import type { SignInReason } from '../session/signInNeeded.ts';
import type { StoreFailureCode } from '../session/storeFailure.ts';
import type { Help } from '../token/help.ts';

/** Where a failure of the protocol is explained at length. */
export const helpForFailure: Readonly<Record<Exclude<FailureCode, 'cancelled'>, Help>> = {
  signInTimedOut: 'sign-in#nobody-came-back',
  deviceCodeExpired: 'sign-in#nobody-came-back',
  portInUse: 'sign-in#the-port',
  listenerFailed: 'sign-in#the-port',
  browserNotOpened: 'sign-in#ways-to-come-back',
  authorizationRefused: 'refusals#consent-policies-and-accounts',
  authorizationResponseInvalid: 'sign-in#an-answer-that-is-not-taken',
  issuerMismatch: 'refusals#the-issuer',
  issuerSlash: 'refusals#the-issuer',
  noDiscovery: 'refusals#the-issuer',
  endpointMissing: 'refusals#the-issuer',
  insecure: 'refusals#the-issuer',
  offline: 'refusals#the-network',
  dns: 'refusals#the-network',
  connectionRefused: 'refusals#the-network',
  portBlocked: 'refusals#the-network',
  tls: 'refusals#the-network',
  certificateRefused: 'bound-tokens#client-certificates',
  requestTimedOut: 'refusals#the-network',
  answerLost: 'sessions#a-lost-answer',
  notJson: 'refusals#the-network',
  serverError: 'refusals#the-network',
  rateLimited: 'refusals#the-network',
  invalidGrant: 'refusals#a-grant-that-has-ended',
  invalidClient: 'refusals#the-client-and-its-authentication',
  invalidScope: 'refusals#scopes-and-apis',
  invalidTarget: 'refusals#scopes-and-apis',
  tokenRequestRefused: 'refusals#the-client-and-its-authentication',
  tokenNotAccepted: 'opaque-tokens#how-an-api-checks-an-opaque-token',
  notAccessToken: 'grants#token-exchange',
  malformedAnswer: 'refusals#an-answer-that-breaks-the-protocol',
  idTokenInvalid: 'refusals#an-id-token-that-does-not-pass',
  subjectChanged: 'sign-in#another-account-than-asked-for',
  secretMissing: 'refusals#the-client-and-its-authentication',
  unexpected: 'refusals#an-answer-that-breaks-the-protocol',
};

/** Where it is explained at length why only a sign-in brings a token. */
export const helpForSignIn: Readonly<Record<SignInReason, Help>> = {
  unknownSession: 'sessions#what-ends-a-session',
  noRefreshToken: 'refresh-tokens#why-none-came',
  sessionEnded: 'sessions#what-ends-a-session',
  notAskedFor: 'sessions#a-sign-in-is-needed-though-the-session-is-there',
  refreshNotAllowed: 'sessions#a-sign-in-is-needed-though-the-session-is-there',
  wrongAudience: 'audience#another-api-than-the-one-asked-for',
};

/** By `details.reason`, where the reason of the sign-in does not say it all. */
export const helpForLoss: Readonly<Record<string, Help | undefined>> = {
  answerLost: 'sessions#a-lost-answer',
  refusedBefore: 'sessions#a-refusal-that-costs-the-refresh-token',
};

/** Where it is explained at length why a session cannot be read or kept. */
export const helpForStore: Readonly<Record<StoreFailureCode, Help>> = {
  keyForgotten: 'sessions#the-key-is-gone',
  keyInAnotherWindow: 'sessions#several-windows',
  busy: 'sessions#several-windows',
  damaged: 'sessions#a-file-that-cannot-be-read',
  newerVersion: 'sessions#a-file-that-cannot-be-read',
  unreadable: 'sessions#a-file-that-cannot-be-read',
  notWritable: 'sessions#a-file-that-cannot-be-read',
};
