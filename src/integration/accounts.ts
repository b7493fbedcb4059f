import type * as vscode from 'vscode';
import type { ProfileSettings } from '../profile/settings.ts';
import type { Session } from '../session/session.ts';
import type { StoredSessions } from '../session/storedSessions.ts';
import { belongsTo } from '../session/sessionsOf.ts';
import { safeText } from '../token/display.ts';

type Change = vscode.AuthenticationProviderAuthenticationSessionsChangeEvent;

/** What the accounts are read from. */
interface Source {
  readonly sessions: Pick<StoredSessions, 'list'>;
  readonly settings: Pick<ProfileSettings, 'profiles'>;
}

interface Account {
  readonly kept: Session;
  readonly session: vscode.AuthenticationSession;
  /** Differs where the account's tokens or its name do. In memory only. */
  readonly state: string;
}

/**
 * The accounts as VS Code knows them, and what became of them since: of a profile that there is, one for each, however
 * many APIs it has tokens for.
 */
export class Accounts {
  readonly #source: Source;
  readonly #changed: (change: Change, signedOut: readonly Session[]) => Promise<void>;
  /** What VS Code was told. Nothing before it asked. */
  #told: ReadonlyMap<string, Account> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #signingIn = 0;

  /** @param changed tells VS Code. */
  constructor(source: Source, changed: (change: Change, signedOut: readonly Session[]) => Promise<void>) {
    this.#source = source;
    this.#changed = changed;
  }

  /** Every account, without a token: VS Code lists them in its menu, and nobody who asks for no scopes is given one. */
  async list(): Promise<readonly vscode.AuthenticationSession[]> {
    const now = await this.#read();
    this.#told ??= now;
    return [...now.values()].map(({ session }) => session);
  }

  /** Tells VS Code what has changed, in any window. */
  update(): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#told ?? new Map<string, Account>();
      const read = await this.#read();
      // Who signs in for somebody tells of that account itself, with the scopes that were asked for.
      const now = this.#signingIn === 0 ? read : new Map([...read].filter(([id]) => before.has(id)));
      this.#told = now;
      await this.#tell(before, now);
    });
  }

  /** Runs a sign-in for other extensions, and tells that its session came: what waits for these scopes is served by it. */
  async signingIn(signIn: () => Promise<vscode.AuthenticationSession>): Promise<vscode.AuthenticationSession> {
    this.#signingIn++;
    let session: vscode.AuthenticationSession | undefined;
    try {
      return (session = await signIn());
    } finally {
      this.#signingIn--;
      const came = session;
      await this.#inTurn(async () => {
        const before = this.#told ?? new Map<string, Account>();
        const now = await this.#read();
        this.#told = now;
        await this.#tell(before, now, came);
      });
    }
  }

  async #tell(
    before: ReadonlyMap<string, Account>,
    now: ReadonlyMap<string, Account>,
    came?: vscode.AuthenticationSession,
  ): Promise<void> {
    const others = [...now.values()].filter(({ kept }) => kept.id !== came?.id);
    const gone = [...before.values()].filter(({ kept }) => !now.has(kept.id));
    const fresh = others.filter(({ kept }) => !before.has(kept.id));
    const other = others.filter(({ kept, state }) => before.has(kept.id) && before.get(kept.id)?.state !== state);
    const sessions = (accounts: readonly Account[]) => accounts.map(({ session }) => session);
    const change = {
      added: [...(came === undefined ? [] : [came]), ...sessions(fresh)],
      removed: sessions(gone),
      changed: sessions(other),
    };
    if (Object.values(change).every(({ length }) => length === 0)) return;
    const signedOut = gone.map(({ kept }) => kept);
    await this.#changed(change, signedOut);
  }

  async #read(): Promise<ReadonlyMap<string, Account>> {
    const sessions = await usableSessions(this.#source);
    const labels = labelsOf(sessions);
    return new Map(
      sessions.map((session) => {
        const label = labels.get(session.id) ?? '';
        const state = JSON.stringify([label, session.accessTokens.map(({ value }) => value), session.ended]);
        return [session.id, { kept: session, session: authenticationSession(session, label), state }];
      }),
    );
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** The sessions that some profile can use. */
export async function usableSessions({ sessions, settings }: Source): Promise<readonly Session[]> {
  const list = await sessions.list();
  const profiles = settings.profiles();
  return list.sessions.filter((session) => profiles.some((profile) => belongsTo(session, profile)));
}

/**
 * What each account is called. VS Code remembers by this name which extensions may use an account, and signs out by it:
 * so the issuer is part of it, and the client where the name would be another account's as well.
 *
 * @returns by the session's id.
 */
export function labelsOf(sessions: readonly Session[]): ReadonlyMap<string, string> {
  const short = ({ label, issuer }: Session): string => `${safeText(label, 80)} · ${hostAndPath(issuer)}`;
  const names = sessions.map(short);
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    sessions.map(({ id, clientId }, index) => {
      const name = names[index] ?? '';
      return [id, counts.get(name) === 1 ? name : `${name} · ${safeText(clientId, 80)}`];
    }),
  );
}

export function authenticationSession(
  { id }: Pick<Session, 'id'>,
  label: string,
  scopes: readonly string[] = [],
  accessToken = '',
): vscode.AuthenticationSession {
  return { id, accessToken, account: { id, label }, scopes };
}

function hostAndPath(issuer: string): string {
  return safeText(issuer.replace(/^https?:\/\//, '').replace(/\/$/, ''), 80);
}
