import * as vscode from 'vscode';
import type { DevicePrompt } from '../../oauth/deviceCode.ts';
import type { Profile } from '../../profile/profile.ts';
import { countdown } from '../../view/countdown.ts';
import { withoutIcons, withoutLinks } from '../../view/inert.ts';
import { openBrowser } from '../browser.ts';
import { confirm } from '../clipboard.ts';

type Action = 'copy' | 'open' | 'cancel';

/**
 * The waiting for a device code: a list with the code in its box, where it can be selected, the time that is left, and
 * what can be done. Whoever closes the list to do something else finds the code, the time and Cancel in a notification.
 */
export class DeviceCodeView implements vscode.Disposable {
  readonly #profile: Profile;
  readonly #prompt: DevicePrompt;
  readonly #controller: AbortController;
  readonly #list: vscode.QuickPick<vscode.QuickPickItem & { readonly action: Action }>;
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #progress: vscode.Progress<{ message: string }> | undefined;

  /** @param controller aborted when the person chooses Cancel. */
  constructor(profile: Profile, prompt: DevicePrompt, controller: AbortController) {
    this.#profile = profile;
    this.#prompt = prompt;
    this.#controller = controller;
    this.#list = vscode.window.createQuickPick();
    this.#timer = setInterval(() => {
      this.#draw();
    }, 1000);
  }

  /** Copies the code, shows it and opens the page where it is wanted. */
  async begin(): Promise<void> {
    const list = this.#list;
    const page = new URL(this.#prompt.verificationUri);
    const item = (action: Action, icon: string, label: string, description = '') => ({
      action,
      label: `$(${icon}) ${label}`,
      description,
      alwaysShow: true,
    });
    list.items = [
      item('open', 'link-external', vscode.l10n.t('Open Page Again'), withoutIcons(page.host + page.pathname)),
      item('copy', 'copy', vscode.l10n.t('Copy Code Again')),
      item('cancel', 'close', vscode.l10n.t('Cancel Sign-In')),
    ];
    list.ignoreFocusOut = true;
    list.busy = true;
    list.value = this.#prompt.userCode;
    list.onDidChangeValue(() => {
      // The box is for reading and selecting.
      list.value = this.#prompt.userCode;
    });
    list.onDidAccept(() => {
      void this.#do(list.activeItems[0]?.action);
    });
    list.onDidHide(() => {
      if (!this.#over.signal.aborted) this.#goOnInNotification();
    });
    this.#draw();
    list.show();
    await this.#copy();
    await this.#open();
  }

  dispose(): void {
    this.#over.abort();
    clearInterval(this.#timer);
    this.#list.dispose();
  }

  async #do(action: Action | undefined): Promise<void> {
    if (action === 'copy') await this.#copy();
    if (action === 'open') await this.#open();
    if (action === 'cancel') this.#cancel();
  }

  #cancel(): void {
    this.dispose();
    this.#controller.abort();
  }

  async #copy(): Promise<void> {
    await vscode.env.clipboard.writeText(this.#prompt.userCode);
    confirm(vscode.l10n.t('Code {0} copied: paste it into the page in your browser', this.#prompt.userCode));
  }

  /** A page that does not open is no end: the address can be typed on another device. */
  async #open(): Promise<void> {
    const { verificationUri, verificationUriComplete } = this.#prompt;
    await openBrowser(verificationUriComplete ?? verificationUri, this.#profile).catch(() => false);
  }

  #draw(): void {
    const left = countdown(this.#prompt.expiresAt - Date.now() / 1000);
    this.#list.title = vscode.l10n.t(
      'Sign in at {0}: enter this code in your browser (copied; {1} left)',
      this.#profile.name,
      left,
    );
    this.#progress?.report({ message: withoutLinks(vscode.l10n.t('code {0}, {1} left', this.#prompt.userCode, left)) });
  }

  #goOnInNotification(): void {
    void vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(vscode.l10n.t('Signing in at {0}', this.#profile.name)),
        cancellable: true,
      },
      async (progress, cancelled) => {
        cancelled.onCancellationRequested(() => {
          this.#cancel();
        });
        this.#progress = progress;
        this.#draw();
        await new Promise<void>((resolve) => {
          this.#over.signal.addEventListener('abort', () => {
            resolve();
          });
        });
      },
    );
  }
}
