import * as vscode from 'vscode';
import type { StoreFailure, StoreFailureCode } from '../session/storeFailure.ts';
import { helpForStore } from './failureHelp.ts';
import type { FailureText } from './failures/text.ts';
import { storeProblemText } from './problemRows.ts';

/** Why a session could not be read or kept just now. */
export function storeFailureText({ code }: StoreFailure): FailureText {
  return { ...textFor(code), help: helpForStore[code] };
}

function textFor(code: StoreFailureCode): FailureText {
  switch (code) {
    case 'busy':
      return {
        message: vscode.l10n.t(
          'Another window is working on this session and has not finished. Nothing was sent and nothing is lost; try again.',
        ),
        remedies: ['tryAgain'],
      };
    case 'notWritable':
      return {
        message: vscode.l10n.t(
          'The session could not be written to disk. Is the disk full, or the folder of the extension not writable?',
        ),
        remedies: ['tryAgain', 'showLog'],
      };
    case 'keyInAnotherWindow':
      return {
        message: vscode.l10n.t(
          'Somebody signed in in another window after this one was opened, and VS Code shows the key of those sessions only to a window that is reloaded. Nothing is lost.',
        ),
        remedies: ['reloadWindow', 'showLog'],
      };
    default: {
      const { label, description } = storeProblemText(code, 1);
      return {
        message: `${label}. ${description}`,
        remedies: code === 'unreadable' ? ['reloadWindow', 'showLog'] : ['signIn', 'showLog'],
      };
    }
  }
}
