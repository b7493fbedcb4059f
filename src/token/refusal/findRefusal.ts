import { vendorOf } from '../issuer.ts';
import { codes } from './codes.ts';
import { entraCode, entraError } from './entra.ts';
import { codesOfGrant, entraOfGrant } from './grants.ts';
import type { Refusal, Sentence } from './refusal.ts';
import { sentences, sentencesOf } from './sentences.ts';

/** What an authorization server said, in its own words, and where. */
export interface Refused {
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly issuer: string;
  readonly at: 'authorization' | 'token';
  /** The profile's, where the server was asked by one. */
  readonly grant?: string;
}

/** Sentences about these speak of a sign-in and its refresh token. */
const ofSignIns: readonly string[] = ['clientNotAllowed', 'client', 'grantEnded'];

/**
 * What a refusal of an authorization server means: as `findExactRefusal`, else by the `error` code.
 *
 * @returns `undefined` when nothing is known about it.
 */
export function findRefusal(refused: Refused): Refusal | undefined {
  const { error = '', grant = '' } = refused;
  const own = entraOfGrant[grant]?.[entraCode(refused.description ?? '') ?? ''];
  if (own !== undefined) return own;
  const byCode = codesOfGrant[grant]?.[error];
  const exact = findExactRefusal(refused);
  if (byCode !== undefined && (exact === undefined || ofSignIns.includes(exact.complaint))) return byCode;
  return exact ?? (Object.hasOwn(codes, error) ? codes[error] : undefined);
}

/** By Entra ID's number or by a provider's own sentence, which say more than an `error` code. */
export function findExactRefusal({ error = '', description = '', issuer, at }: Refused): Refusal | undefined {
  const said = `${error}: ${description}`;
  const number = entraCode(description);
  const vendor = vendorOf(issuer);
  const alone = vendor === 'auth0' || vendor === 'cognito' ? sentencesOf[vendor] : [];
  const says = (sentence: Sentence): boolean =>
    (sentence.at === undefined || sentence.at === at) && sentence.pattern.test(said);
  return (number === undefined ? undefined : entraError(number)) ?? [...sentences, ...alone].find(says);
}
