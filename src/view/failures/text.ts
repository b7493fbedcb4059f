import { l10n } from 'vscode';
import type { FailureDetails, OAuthFailure } from '../../oauth/failure.ts';
import type { Profile } from '../../profile/profile.ts';
import { safeText } from '../../token/display.ts';

/** What a person can do about a failure; `command/report.ts` turns each into a button. */
export type Remedy = 'tryAgain' | 'editProfile' | 'enterSecret' | 'signIn' | 'showLog' | 'reloadWindow';

export interface FailureText {
  /** What happened, why, and what to do. */
  readonly message: string;
  /** The button that mends it comes first. */
  readonly remedies: readonly Remedy[];
}

/** What the sentences are made of. */
export interface Facts {
  readonly profile: Profile;
  /** The profile's. */
  readonly name: string;
  readonly host: string;
  /** What a stranger wrote is cut and made visible. */
  readonly details: FailureDetails;
  /** The server's own words. */
  readonly said: string;
}

export function factsOf(failure: OAuthFailure, profile: Profile): Facts {
  const details = readable(failure.details);
  const host = details.host ?? hostOf(profile.issuer);
  return { profile, name: profile.name, host, details, said: serverWords(details) };
}

/** The facts as they may stand in a sentence: what a stranger wrote is cut and made visible. */
function readable(details: FailureDetails): FailureDetails {
  const facts = Object.entries(details).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? safeText(value) : value,
  ]);
  return Object.fromEntries(facts) as FailureDetails;
}

function serverWords({ error, description, status }: FailureDetails): string {
  const words = [error, description].filter((part): part is string => part !== undefined && part !== '');
  if (words.length > 0) return words.join(': ').replace(/\.$/, '');
  return status === undefined ? l10n.t('no reason given') : `HTTP ${status}`;
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
