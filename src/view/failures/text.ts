import { l10n } from 'vscode';
import type { FailureDetails, OAuthFailure } from '../../oauth/failure.ts';
import type { Profile } from '../../profile/profile.ts';
import { safeText } from '../../token/display.ts';
import type { Help } from '../../token/help.ts';
import type { Mend, Mending } from '../../token/refusal/refusal.ts';

/** What a person can do about a failure; `command/report.ts` turns each into a button. */
export type Remedy = Mending | 'otherFlow' | 'mendSlash' | 'explainError' | 'reloadWindow' | 'keepBoth';

export interface FailureText {
  /** What happened, why, and what to do. */
  readonly message: string;
  /** The button that mends it comes first. */
  readonly remedies: readonly Remedy[];
  /** The key of the profile that it is about. */
  readonly key?: Mend['key'] | undefined;
  /** Where it is explained at length. */
  readonly help?: Help;
  /** Where the explanation is written, for the log. */
  readonly source?: string;
  /** The person said no: that is no error. */
  readonly declined?: boolean;
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
  /** The failure as it came, for those who only compare. */
  readonly failure: OAuthFailure;
}

export function factsOf(failure: OAuthFailure, profile: Profile): Facts {
  const details = readable(failure.details);
  const host = details.host ?? hostOf(profile.issuer);
  return { profile, name: profile.name, host, details, said: saidBy(details), failure };
}

/** The facts as they may stand in a sentence: what a stranger wrote is cut and made visible. */
function readable(details: FailureDetails): FailureDetails {
  const facts = Object.entries(details).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? safeText(withoutTraces(value)) : value,
  ]);
  return Object.fromEntries(facts) as FailureDetails;
}

/** Entra ID ends each description with ids for its support, which stand in the log. */
function withoutTraces(words: string): string {
  return words.replace(/\s{0,5}\bTrace ID: [^]*$/, '');
}

function saidBy(details: FailureDetails): string {
  const words = serverWords(details);
  if (words !== '') return words;
  return details.status === undefined ? l10n.t('no reason given') : `HTTP ${details.status}`;
}

/** The `error` and `error_description` of a server, for a sentence. Empty where it said nothing. */
function serverWords({ error, description }: Pick<FailureDetails, 'error' | 'description'>): string {
  const words = [error, description].filter((part): part is string => part !== undefined && part !== '');
  return words.join(': ').replace(/\.$/, '');
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
