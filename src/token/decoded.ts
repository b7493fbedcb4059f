import type { JsonObject, JsonValue } from './json.ts';
import type { Text } from './text.ts';

/** Something about the way a token is written that its reader should know; never fatal. */
export interface Problem {
  /** Stable, e.g. `payload.duplicate`. */
  readonly code: string;
  readonly text: Text;
  /** Index of the character in `raw`, counted from 0. */
  readonly at?: number;
}

interface Common {
  /** The token itself: without `Bearer`, quotes, line breaks and percent-encoding. */
  readonly raw: string;
  readonly problems: readonly Problem[];
}

interface Signed extends Common {
  /** The protected header (RFC 7515 §4). It has no prototype. */
  readonly header: JsonObject;
  readonly signature: Uint8Array;
}

/** A signed JSON Web Token (RFC 7519). */
export interface Jwt extends Signed {
  readonly kind: 'jwt';
  /** They have no prototype, so a claim may have any name. */
  readonly claims: JsonObject;
}

/** Signed content that is not a set of claims (RFC 7515). */
export interface Jws extends Signed {
  readonly kind: 'jws';
  readonly payload: Uint8Array;
  /** The payload as text where it is UTF-8. */
  readonly payloadText?: string;
  /** The payload as a value where it is JSON. */
  readonly json?: JsonValue;
}

/** An encrypted token (RFC 7516): only its header can be read here. */
export interface Jwe extends Common {
  readonly kind: 'jwe';
  readonly header: JsonObject;
  readonly text: Text;
}

/** One claim that the holder chose to show (RFC 9901 §4.2). Array elements have no name. */
export interface Disclosure {
  readonly raw: string;
  readonly salt: string;
  readonly name?: string;
  readonly value: JsonValue;
}

/** A JWT with selective disclosures (RFC 9901). `claims` are the issuer's; what was disclosed stands beside them. */
export interface SdJwt extends Signed {
  readonly kind: 'sdJwt';
  readonly claims: JsonObject;
  /** The issuer's JWT alone, which is what is signed. */
  readonly jwt: string;
  readonly disclosures: readonly Disclosure[];
  /** The holder's proof (RFC 9901 §4.3). */
  readonly keyBinding?: Jwt;
}

/** A token that only its server understands. */
interface Opaque extends Common {
  readonly kind: 'opaque';
}

/** Meant to be a JWT and not readable as one: `text` says where it breaks. */
export interface Damaged extends Common {
  readonly kind: 'damaged';
  readonly code: string;
  readonly text: Text;
  /** Index of the character in `raw`, counted from 0. */
  readonly at?: number;
  /** What could be read all the same. */
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
}

export type Decoded = Jwt | Jws | Jwe | SdJwt | Opaque | Damaged;

/** Whether there is a signature that can be checked. */
export function isSigned(token: Decoded): token is Jwt | Jws | SdJwt {
  return token.kind === 'jwt' || token.kind === 'jws' || token.kind === 'sdJwt';
}
