import type { Disclosure } from './decoded.ts';
import type { Text } from './text.ts';

/** Why a signature cannot be checked here; says nothing about whether the token is good. */
export type NotVerifiableReason =
  | 'opaque'
  | 'encrypted'
  | 'damaged'
  | 'symmetric'
  | 'graph'
  | 'noKeys'
  | 'issuerUnreachable'
  | 'crossOrigin'
  | 'issuerUnknown'
  | 'keyUnknown'
  | 'algorithmUnsupported'
  | 'weakKey'
  | 'detached'
  | 'hashUnsupported';

/** Why the token is not what it says. */
export type InvalidReason = 'algNone' | 'signature' | 'issuer' | 'crit' | 'keyMismatch' | 'malformed' | 'disclosure';

/**
 * What can be said about a token's signature. `verified` means: signed by a key that the issuer publishes. It says
 * nothing about times, audience or scopes.
 */
export type Verification =
  | { readonly state: 'verified'; readonly kid?: string; readonly alg: string; readonly text: Text }
  | { readonly state: 'notVerifiable'; readonly reason: NotVerifiableReason; readonly text: Text }
  | {
      readonly state: 'invalid';
      readonly reason: InvalidReason;
      readonly text: Text;
      /** The disclosures that the issuer did not sign. */
      readonly unnamed?: readonly Disclosure[];
    };
