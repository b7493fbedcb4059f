import type { Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import type { AccessToken, Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import { belongsTo, isForClient, sessionsOf } from '../session/sessionsOf.ts';
import { untilRedraw } from '../token/time.ts';
import { accountRow, accountRowId, signedOutRow } from './accountRows.ts';
import { clientRow } from './clientRow.ts';
import type { TreeNode } from './node.ts';
import type { InspectedTokens } from './inspected.ts';
import { findInspected, inspectedRows } from './inspectedRows.ts';
import { untilNextChange } from './nextChange.ts';
import { orphanRows, orphansOf } from './orphanRows.ts';
import { settingsProblemRow, storeProblemRows } from './problemRows.ts';
import { stoppedDemoRow } from './stoppedDemoRow.ts';
import type { IssuerFacts } from './issuerFacts.ts';
import type { TreeSource } from './tokenTree.ts';

/** The rows of the Tokens view, from the top: what needs attention, then a row for each account of each profile. */
export class Rows implements TreeSource {
  readonly #settings: Pick<ProfileSettings, 'profiles' | 'problems' | 'minimumLifetime'>;
  readonly #sessions: Sessions;
  readonly #issuer: IssuerFacts;
  readonly #inspected: InspectedTokens;
  readonly #ofStoppedDemos: (sessions: readonly Session[]) => Promise<readonly Session[]>;
  /** The tokens that were drawn last. */
  #tokens: readonly AccessToken[] = [];

  constructor(
    settings: Pick<ProfileSettings, 'profiles' | 'problems' | 'minimumLifetime'>,
    sessions: Sessions,
    issuer: IssuerFacts,
    inspected: InspectedTokens,
    ofStoppedDemos: (sessions: readonly Session[]) => Promise<readonly Session[]>,
  ) {
    this.#ofStoppedDemos = ofStoppedDemos;
    this.#settings = settings;
    this.#sessions = sessions;
    this.#issuer = issuer;
    this.#inspected = inspected;
  }

  nextChange(): number | undefined {
    const now = Date.now() / 1000;
    const minimum = this.#settings.minimumLifetime();
    const changes = this.#tokens.flatMap((token) => untilNextChange(token, minimum, now) ?? untilOlder(token, now));
    return changes.length === 0 ? undefined : Math.min(...changes);
  }

  async roots(): Promise<TreeNode[]> {
    const { sessions, problems } = await this.#sessions.list();
    this.#tokens = sessions.flatMap(({ accessTokens }) => accessTokens);
    const minimumLifetime = this.#settings.minimumLifetime();
    const profiles = this.#settings.profiles();
    const onlyOne = profiles.length === 1;
    const nobodys = sessions.filter((session) => !profiles.some((profile) => belongsTo(session, profile)));
    return [
      ...settingsProblemRow(this.#settings.problems()),
      ...storeProblemRows(problems),
      ...profiles.flatMap((profile) => {
        const accounts = sessionsOf(profile, sessions);
        if (isForClient(profile))
          return [clientRow({ profile, session: accounts[0], issuer: this.#issuer, now: now(), minimumLifetime })];
        if (accounts.length === 0) return [signedOutRow(profile)];
        const given = { profile, issuer: this.#issuer, minimumLifetime, expanded: onlyOne };
        const amongSeveral = accounts.length > 1;
        return accounts.map((session) => accountRow({ ...given, session, now: now(), amongSeveral }));
      }),
      ...(await this.#ofStoppedDemos(nobodys)).map(stoppedDemoRow),
      ...this.#inspectedRows(sessions),
      ...orphanRows(orphansOf(sessions, profiles, this.#settings.problems())),
    ];
  }

  /** The row of an inspected token. */
  async inspectedRow(id: string): Promise<TreeNode | undefined> {
    const { sessions } = await this.#sessions.list();
    return findInspected(this.#inspectedRows(sessions), id);
  }

  /** The row of an account of a profile. */
  async accountRow(profile: Profile, session: Session): Promise<TreeNode | undefined> {
    const id = accountRowId(profile, session);
    return (await this.roots()).find((row) => row.id === id);
  }

  /** The row of an API of an account, by its id. */
  async apiRow(id: string): Promise<TreeNode | undefined> {
    for (const root of await this.roots()) {
      const row = (await root.children?.())?.find((child) => child.id === id);
      if (row !== undefined) return { ...row, parent: () => root };
    }
    return undefined;
  }

  #inspectedRows(sessions: readonly Session[]): TreeNode[] {
    const profiles = this.#settings.profiles();
    return inspectedRows(this.#inspected.list(), { profiles, sessions, issuer: this.#issuer, now: now() });
  }
}

/** Seconds until "expired 3 min ago" is to be drawn again. */
function untilOlder({ expiresAt }: AccessToken, now: number): number[] {
  return expiresAt === undefined ? [] : [untilRedraw(expiresAt, now)];
}

/** Seconds since the epoch. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}
