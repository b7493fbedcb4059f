import * as vscode from 'vscode';
import { lastUsedKey } from './contributions.ts';
import { Accounts } from './integration/accounts.ts';
import { ProfileSettings } from './profile/settings.ts';
import { secretStorage } from './session/secretStorage.ts';
import { StoredSessions } from './session/storedSessions.ts';
import { InUse } from './view/inUse.ts';

type AccountsChanged = vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>;

/**
 * What a window has where somebody is signed in, used or not: the accounts in VS Code's menu, and in the status bar the API
 * in use. It reads, and the rest of the house stands on it: `App` works on the same settings and sessions.
 */
export class GroundFloor implements vscode.Disposable {
  readonly settings = new ProfileSettings();
  readonly stored: StoredSessions;
  readonly accounts: Accounts;
  readonly inUse: InUse;
  readonly #openHouse: () => Promise<unknown>;
  readonly #subscriptions: vscode.Disposable;
  #log: vscode.LogOutputChannel | undefined;
  #looked = false;

  constructor(
    extension: vscode.ExtensionContext,
    directory: string,
    accountsChanged: AccountsChanged,
    statusItem: vscode.StatusBarItem,
    openHouse: () => Promise<unknown>,
  ) {
    const { settings } = this;
    const { workspaceState, globalState } = extension;
    this.#openHouse = openHouse;
    const stored = new StoredSessions({
      directory,
      secrets: secretStorage(extension.secrets),
      log: (message) => {
        this.log.info(message);
      },
    });
    this.stored = stored;
    this.inUse = new InUse(
      async () => {
        const { ApiInUse } = await import('./view/apiInUse.ts');
        return new ApiInUse(statusItem, workspaceState, settings, stored);
      },
      workspaceState.get(lastUsedKey) !== undefined,
    );
    this.accounts = new Accounts({ sessions: stored, settings }, async (change, signedOut) => {
      accountsChanged.fire(change);
      if (signedOut.length === 0) return;
      const { forgetConsent } = await import('./integration/consent.ts');
      for (const session of signedOut) await forgetConsent(globalState, session);
    });
    const update = (): void => {
      this.accounts.update().catch(() => {
        this.log.warn('the accounts could not be read for VS Code');
      });
      this.inUse.update();
    };
    this.#subscriptions = vscode.Disposable.from(
      ...[settings, stored, this.inUse, settings.onDidChange(update), stored.onDidChange(update)],
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.inUse.awake();
      }),
    );
  }

  get log(): vscode.LogOutputChannel {
    return (this.#log ??= vscode.window.createOutputChannel('Token Inspector', { log: true }));
  }

  /** The accounts for VS Code's menu, which asks as soon as the authentication provider is registered. */
  async menu(): Promise<readonly vscode.AuthenticationSession[]> {
    const accounts = await this.accounts.list();
    if (!this.#looked) void this.#lookForLostAnswers().catch(() => undefined);
    this.#looked = true;
    return accounts;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#log?.dispose();
  }

  /** A lost answer is told of at the next start, not at the next look; what tells it knows the ones that are still on their way. */
  async #lookForLostAnswers(): Promise<void> {
    const { sessions } = await this.stored.list();
    if (sessions.some(({ answerLost, ended }) => answerLost !== undefined && ended === undefined)) {
      await this.#openHouse();
    }
  }
}
