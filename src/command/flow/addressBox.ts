import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import type { Asked } from '../../oauth/askInBrowser.ts';
import type { Profile } from '../../profile/profile.ts';
import { plain } from '../../view/inert.ts';
import { addressFaultText } from '../../view/waitingText.ts';
import { openBrowser } from '../browser.ts';
import { confirm } from '../clipboard.ts';
import { showError, showInformation } from '../message.ts';

interface Waiting {
  readonly profile: Profile;
  readonly asked: Asked;
}

/**
 * Takes the address at which the browser ended, while a sign-in waits: pasted by the person, or handed over by VS Code
 * (RFC 8252 §7.1). Both beside the listener, so that a browser that cannot reach it is no dead end.
 */
export class AddressBox {
  #waiting: Waiting | undefined;
  #input: vscode.InputBox | undefined;

  /**
   * Offers itself for as long as a sign-in waits.
   *
   * @param atOnce whether nothing but the box can bring the answer.
   * @returns what ends it.
   */
  wait(profile: Profile, asked: Asked, atOnce: boolean): () => void {
    const waiting = { profile, asked };
    this.#waiting = waiting;
    void setContext(true);
    if (atOnce) void this.show();
    return () => {
      if (this.#waiting !== waiting) return;
      this.#waiting = undefined;
      this.#input?.hide();
      void setContext(false);
    };
  }

  /** "Paste the Address…" of the notification and of the palette. */
  async show(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      showInformation(vscode.l10n.t('No sign-in waits for an address.'));
      return;
    }
    const copied = await vscode.env.clipboard.readText();
    // What was copied a moment ago is most likely the very address.
    const value = copied.startsWith(`${waiting.asked.redirectUri}?`) ? copied : '';
    if (this.#waiting === waiting) this.#open(waiting, value);
  }

  /** For a browser that VS Code does not open, or opens at another address. */
  async copySignInAddress(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      showInformation(vscode.l10n.t('No sign-in waits for an address.'));
      return;
    }
    await vscode.env.clipboard.writeText(waiting.asked.url);
    confirm(vscode.l10n.t('Sign-in address copied: open it in any browser that reaches the server'));
  }

  /** An address of VS Code's own, which the operating system brings to whichever window is on top. */
  async handle(uri: vscode.Uri): Promise<void> {
    // VS Code has decoded the query once already: a plus that was `%2B` must stay one.
    const query = uri.query.replaceAll('+', '%2B');
    const fault = this.#waiting === undefined ? 'over' : await this.#waiting.asked.offer(`?${query}`);
    if (fault === undefined) return;
    const copy = vscode.l10n.t('Copy Address');
    const message = vscode.l10n.t(
      'The browser’s answer came to this window, but the sign-in that it belongs to is over or waits in another window. There, “Paste the Address…” takes it.',
    );
    if ((await showError(message, copy)) === copy) await vscode.env.clipboard.writeText(`?${query}`);
  }

  #open({ profile, asked }: Waiting, value: string): void {
    this.#input?.hide();
    const input = vscode.window.createInputBox();
    this.#input = input;
    const open: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('link-external'),
      tooltip: vscode.l10n.t('Open the Sign-In Page Again'),
    };
    const copy: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('copy'),
      tooltip: vscode.l10n.t('Copy the Address of the Sign-In Page'),
    };
    input.title = vscode.l10n.t('Sign In at {0}: Paste the Address', profile.name);
    input.prompt = plain(
      vscode.l10n.t(
        'Finish the sign-in in any browser. It ends at an address that starts with {0}, perhaps with a page that cannot be loaded. Copy that address and paste it here.',
        asked.redirectUri,
      ),
    );
    input.placeholder = `${asked.redirectUri}?code=…&state=…`;
    input.value = value;
    // The person goes to the browser and comes back.
    input.ignoreFocusOut = true;
    input.buttons = [open, copy];
    input.onDidTriggerButton(async (button) => {
      if (button === open) await openBrowser(asked.url, profile);
      else await this.copySignInAddress();
    });
    input.onDidChangeValue(() => {
      input.validationMessage = undefined;
    });
    input.onDidAccept(async () => {
      const fault = await asked.offer(input.value);
      if (fault === undefined) input.hide();
      else input.validationMessage = plain(addressFaultText(fault, asked.redirectUri));
    });
    input.onDidHide(() => {
      input.dispose();
      if (this.#input === input) this.#input = undefined;
    });
    input.show();
  }
}

function setContext(value: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', contextKeys.waiting, value);
}
