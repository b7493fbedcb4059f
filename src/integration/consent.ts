import * as vscode from 'vscode';
import { askModally } from '../command/message.ts';
import type { ApiTarget } from '../command/target.ts';
import type { Profile } from '../profile/profile.ts';
import { safeText } from '../token/display.ts';
import { apiLabel } from '../view/apiText.ts';
import { allowedName, isAllowedBy } from './allowed.ts';

const allowedKey = 'tokenInspector.exports.allowed';

/**
 * Whether other extensions may have tokens through the exported API. Nothing tells one caller from another there, so
 * what is allowed is allowed to all of them, for one profile (`allowedName`).
 */
export class Consent {
  /** Holds names of issuers and clients, no secret. */
  readonly #memory: vscode.Memento;
  /** Until this window ends, so that nobody is asked again and again. */
  readonly #denied = new Set<string>();
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Whether the user has said "always". */
  isGiven(profile: Profile): boolean {
    return allowed(this.#memory).includes(allowedName(profile));
  }

  /** Asks the user, unless they have said "always", or no in this window. Callers of the same moment share the answer. */
  async ask({ profile, api }: Pick<ApiTarget, 'profile' | 'api'>): Promise<boolean> {
    if (this.isGiven(profile)) return true;
    if (this.#denied.has(allowedName(profile))) return false;
    const name = JSON.stringify([allowedName(profile), api.name]);
    let asking = this.#asking.get(name);
    if (asking === undefined) {
      asking = this.#question(profile, apiLabel(api)).finally(() => this.#asking.delete(name));
      this.#asking.set(name, asking);
    }
    return asking;
  }

  async #question(profile: Profile, api: string): Promise<boolean> {
    const once = vscode.l10n.t('Allow Once');
    const always = vscode.l10n.t('Always for This Profile');
    const chosen = await askModally(
      vscode.l10n.t('Another extension asks for an access token of {0} › {1}. Allow?', safeText(profile.name), api),
      vscode.l10n.t(
        'VS Code does not say which extension it is. “Always” holds for every extension and every API of this profile, until you sign out. “Deny” holds until this window is closed or reloaded.',
      ),
      [once, always],
      vscode.l10n.t('Deny'),
    );
    if (chosen === once) return true;
    if (chosen !== always) {
      this.#denied.add(allowedName(profile));
      return false;
    }
    await this.#memory.update(allowedKey, [...allowed(this.#memory), allowedName(profile)]);
    return true;
  }
}

/** Takes back "always", when the account signs out. */
export async function forgetConsent(
  memory: vscode.Memento,
  issuedBy: Pick<Profile, 'issuer' | 'clientId' | 'endpoints'>,
): Promise<void> {
  const others = allowed(memory).filter((name) => !isAllowedBy(name, issuedBy));
  if (others.length !== allowed(memory).length) await memory.update(allowedKey, others);
}

function allowed(memory: vscode.Memento): readonly string[] {
  return memory.get(allowedKey, []);
}
