import type { Profile } from '../profile/profile.ts';
import type { Decoded } from '../token/decoded.ts';
import type { Verification } from '../token/verification.ts';
import { verify, type VerifyInput } from '../token/verify.ts';
import { OAuthFailure } from './failure.ts';
import { serverKeys } from './keys.ts';
import type { DiscoverOptions } from './metadata.ts';
import { crossOrigin } from './networkFailure.ts';

/**
 * Verifies what is signed with the keys of the profile's issuer; they are fetched once more for a key that is new. Never
 * throws: where there are no keys, the verdict says so.
 */
export async function verifyByIssuer(
  token: Decoded,
  profile: Profile,
  options: DiscoverOptions = {},
): Promise<Verification> {
  const { issuer } = profile;
  const withKeys = async (fresh: boolean): Promise<Verification> =>
    verify(token, { keys: await serverKeys(profile, { ...options, fresh }), issuer });
  try {
    const verdict = await withKeys(false);
    const keyIsNew = verdict.state === 'notVerifiable' && verdict.reason === 'keyUnknown';
    return keyIsNew ? await withKeys(true) : verdict;
  } catch (error) {
    return verify(token, { keys: undefined, keysProblem: keysProblemOf(error), issuer });
  }
}

function keysProblemOf(error: unknown): VerifyInput['keysProblem'] {
  if (!(error instanceof OAuthFailure)) return 'issuerUnreachable';
  if (error.code === 'endpointMissing') return 'noKeys';
  return error.details.reason === crossOrigin ? 'crossOrigin' : 'issuerUnreachable';
}
