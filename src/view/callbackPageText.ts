import * as vscode from 'vscode';
import type { CallbackPageText } from '../oauth/callbackPage.ts';

/** What the browser's last page says. */
export function callbackPageText(): CallbackPageText {
  return {
    language: vscode.env.language,
    signedIn: {
      title: vscode.l10n.t('You are signed in'),
      body: vscode.l10n.t('Your tokens are in VS Code. You can close this page and return there.'),
    },
    refused: {
      title: vscode.l10n.t('You are not signed in'),
      body: vscode.l10n.t('The authorization server said no. VS Code tells what you can do about it. Its words:'),
    },
    unexpected: {
      title: vscode.l10n.t('Nothing to see here'),
      body: vscode.l10n.t(
        'This address only takes the answer of a sign-in that VS Code has started. If one is waiting, it goes on waiting.',
      ),
    },
  };
}
