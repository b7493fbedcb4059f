import type { ProfileSettings } from '../profile/settings.ts';
import type { Sessions } from '../session/sessions.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { accountRow, signedOutRow } from './accountRows.ts';
import type { TreeNode } from './node.ts';
import { settingsProblemRow, storeProblemRows } from './problemRows.ts';
import type { IssuerFacts } from './issuerFacts.ts';
import type { TreeSource } from './tokenTree.ts';

/** The rows of the Tokens view, from the top: what needs attention, then a row for each account of each profile. */
export class Rows implements TreeSource {
  readonly #settings: ProfileSettings;
  readonly #sessions: Sessions;
  readonly #issuer: IssuerFacts;

  constructor(settings: ProfileSettings, sessions: Sessions, issuer: IssuerFacts) {
    this.#settings = settings;
    this.#sessions = sessions;
    this.#issuer = issuer;
  }

  async roots(): Promise<TreeNode[]> {
    const { sessions, problems } = await this.#sessions.list();
    const profiles = this.#settings.profiles();
    const onlyOne = profiles.length === 1;
    return [
      ...settingsProblemRow(this.#settings.problems()),
      ...storeProblemRows(problems),
      ...profiles.flatMap((profile) => {
        const accounts = sessionsOf(profile, sessions);
        if (accounts.length === 0) return [signedOutRow(profile)];
        return accounts.map((session) =>
          accountRow({ profile, session, issuer: this.#issuer, now: now(), expanded: onlyOne }),
        );
      }),
    ];
  }
}

/** Seconds since the epoch. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}
