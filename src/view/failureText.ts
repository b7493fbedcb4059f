import type { FailureCode, OAuthFailure } from '../oauth/failure.ts';
import type { Profile } from '../profile/profile.ts';
import { helpForFailure } from './failureHelp.ts';
import { certificateFailures } from './failures/certificateFailures.ts';
import { networkFailures } from './failures/networkFailures.ts';
import { profileFailures } from './failures/profileFailures.ts';
import { serverFailures } from './failures/serverFailures.ts';
import { signInFailures } from './failures/signInFailures.ts';
import { factsOf, type FailureText } from './failures/text.ts';
import { tokenFailures } from './failures/tokenFailures.ts';

/** The one place where a failure of the protocol becomes a sentence. `cancelled` never gets here: it is no failure. */
export function failureText(failure: OAuthFailure, profile: Profile): FailureText {
  const facts = factsOf(failure, profile);
  const texts: Record<Exclude<FailureCode, 'cancelled'>, () => FailureText> = {
    ...signInFailures(facts),
    ...serverFailures(facts),
    ...networkFailures(facts),
    ...certificateFailures(facts),
    ...tokenFailures(facts),
    ...profileFailures(facts),
  };
  const code = failure.code === 'cancelled' ? 'unexpected' : failure.code;
  return { help: helpForFailure[code], ...texts[code]() };
}
