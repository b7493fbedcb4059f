import * as vscode from 'vscode';
import { contextKeys, lastUsedKey } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { accessTokenFor, isBeforeReceipt, remaining } from '../session/accessTokens.ts';
import type { AccessToken, Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { namedAudiences } from '../token/audiences.ts';
import { safeText } from '../token/display.ts';
import { duration } from '../token/time.ts';
import { ageIcons, ageOf, type Age } from './age.ts';
import { apiLabel, lifetimeText } from './apiText.ts';
import { withoutIcons } from './inert.ts';
import type { LastUsed } from './lastUsedItem.ts';
import { localise } from './localise.ts';
import { localTime } from './localTime.ts';
import { reach } from './milestones.ts';
import { untilNextChange } from './nextChange.ts';

/** An API with the token that is in use. */
export interface UsedToken {
  readonly profile: Profile;
  readonly api: Api;
  readonly session: Session;
  readonly token: AccessToken;
  /** Whether it is one account of several at the profile. */
  readonly amongSeveral: boolean;
}

/** UTF-16 units of a name that the status bar has room for. */
const nameLimit = 30;

/**
 * The status bar item of the API whose token was last copied or handed out: `orders 58 min`. One timer draws it again
 * when its words or its colour change; an expired token needs none. Nothing is fetched or refreshed by it.
 */
export class ApiInUse implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #memory: vscode.Memento;
  readonly #settings: Pick<ProfileSettings, 'profiles' | 'minimumLifetime'>;
  readonly #sessions: Pick<Sessions, 'list'>;
  #last: LastUsed | undefined;
  /** Counts the drawings: only the newest may end. */
  #drawing = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Milliseconds since the epoch: when the item has to be drawn again. */
  #due = Infinity;

  constructor(
    item: vscode.StatusBarItem,
    memory: vscode.Memento,
    settings: Pick<ProfileSettings, 'profiles' | 'minimumLifetime'>,
    sessions: Pick<Sessions, 'list'>,
  ) {
    this.#item = item;
    this.#memory = memory;
    this.#settings = settings;
    this.#sessions = sessions;
    this.#last = memory.get<LastUsed>(lastUsedKey);
    this.update();
  }

  /** A token of this API was copied or handed out. */
  note(profile: Profile, api: Api, session: Session): void {
    const label = safeText(apiLabel(api), nameLimit);
    this.#last = { profile: profile.name, api: api.name, account: session.id, label };
    void this.#memory.update(lastUsedKey, this.#last);
    reach(contextKeys.inUse);
    this.update();
  }

  /** Draws the item as profiles and sessions are now; hides it when the token is gone. */
  update(): void {
    void this.#draw();
  }

  /** To be told when somebody comes back to the window: while the computer sleeps timers stand still. */
  awake(): void {
    if (Date.now() >= this.#due) this.update();
  }

  /** What is in use; `undefined` also when its account signed out or its API left the profile. */
  async current(): Promise<UsedToken | undefined> {
    const last = this.#last;
    const profile = this.#settings.profiles().find(({ name }) => name === last?.profile);
    const api = profile?.apis.find(({ name }) => name === last?.api);
    if (profile === undefined || api === undefined) return undefined;
    const { sessions } = await this.#sessions.list();
    const accounts = sessionsOf(profile, sessions);
    const session = accounts.find(({ id }) => id === last?.account);
    const token = session && accessTokenFor(session, profile, api);
    return token && { profile, api, session, token, amongSeveral: accounts.length > 1 };
  }

  dispose(): void {
    this.#drawing += 1;
    clearTimeout(this.#timer);
  }

  async #draw(): Promise<void> {
    this.#drawing += 1;
    const drawing = this.#drawing;
    // A store that cannot be read is told by the view, which has the remedy.
    const used = await this.current().catch(() => undefined);
    if (drawing !== this.#drawing) return;
    clearTimeout(this.#timer);
    this.#due = Infinity;
    if (used === undefined) {
      this.#item.hide();
      return;
    }
    const now = Date.now() / 1000;
    const minimum = this.#settings.minimumLifetime();
    Object.assign(this.#item, itemFor(used, minimum, now));
    this.#item.show();
    const wait = untilNextChange(used.token, minimum, now);
    if (wait === undefined) return;
    this.#due = Date.now() + wait * 1000;
    this.#timer = setTimeout(() => {
      this.update();
    }, wait * 1000);
  }
}

const backgrounds: Readonly<Record<Age, vscode.ThemeColor | undefined>> = {
  fresh: undefined,
  stale: new vscode.ThemeColor('statusBarItem.warningBackground'),
  expired: new vscode.ThemeColor('statusBarItem.errorBackground'),
};

function itemFor(used: UsedToken, minimumLifetime: number, now: number): Partial<vscode.StatusBarItem> {
  const { api, session, profile, token, amongSeveral } = used;
  const name = withoutIcons(safeText(apiLabel(api), nameLimit));
  const age = ageOf(token, minimumLifetime, now);
  const soon = age === 'stale' ? [vscode.l10n.t('About to expire')] : [];
  const lifetime = lifetimeText(token, now);
  const account = vscode.l10n.t('Account: {0} at {1}', safeText(session.label), safeText(profile.name));
  const whose = amongSeveral ? withoutIcons(safeText(session.label, nameLimit)) : '';
  return {
    text: [`$(${ageIcons[age]})`, [name, whose].filter(Boolean).join(' · '), leftText(token, now)]
      .filter((part) => part !== '')
      .join(' '),
    tooltip: [
      vscode.l10n.t('Access token for {0}', safeText(apiLabel(api))),
      account,
      vscode.l10n.t('Audience: {0}', audiences(token).join(', ')),
      ...(token.expiresAt === undefined || isBeforeReceipt(token, now)
        ? [lifetime]
        : [
            age === 'expired'
              ? vscode.l10n.t('Expired: {0}', localTime(token.expiresAt))
              : vscode.l10n.t('Expires: {0}', localTime(token.expiresAt)),
          ]),
      ...soon,
    ].join('\n'),
    backgroundColor: backgrounds[age],
    accessibilityInformation: {
      label: [vscode.l10n.t('Access token for {0}', safeText(apiLabel(api))), lifetime, ...soon, account].join(', '),
      role: 'button',
    },
  };
}

/** "58 min"; nothing where nobody knows. */
function leftText(token: AccessToken, now: number): string {
  if (token.expiresAt === undefined || isBeforeReceipt(token, now)) return '';
  return token.expiresAt <= now ? vscode.l10n.t('expired') : localise(duration(remaining(token, now)));
}

function audiences(token: AccessToken): readonly string[] {
  const shown = namedAudiences(token.value, token);
  return shown.length > 0 ? shown.map((audience) => safeText(audience)) : [vscode.l10n.t('not known')];
}
