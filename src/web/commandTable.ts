import * as vscode from 'vscode';
import type { InspectContext } from '../command/context.ts';
import { copyValue } from '../command/copyValue.ts';
import type { RemedyOf } from '../command/explainButtons.ts';
import { commands, type CommandId } from '../contributions.ts';
import { addProfileByHand, NeedsNode, signInElsewhere } from './signInElsewhere.ts';

type Run = (argument: unknown) => unknown;

export type CommandTable = Readonly<Record<CommandId, Run>>;

/** Exhaustive, so that a new command is decided on. */
const needsSession = {
  'tokenInspector.signIn': signInElsewhere,
  'tokenInspector.signInAsOther': signInElsewhere,
  'tokenInspector.signInWith': signInElsewhere,
  'tokenInspector.pasteAddress': signInElsewhere,
  'tokenInspector.copySignInAddress': signInElsewhere,
  'tokenInspector.signOut': signInElsewhere,
  'tokenInspector.copyAccessToken': signInElsewhere,
  'tokenInspector.copyAs': signInElsewhere,
  'tokenInspector.copyIdToken': signInElsewhere,
  'tokenInspector.copyDpopProof': signInElsewhere,
  'tokenInspector.refresh': signInElsewhere,
  'tokenInspector.tryDemo': signInElsewhere,
  'tokenInspector.getStarted': signInElsewhere,
  'tokenInspector.apiInUse': signInElsewhere,
  'tokenInspector.writeEnvironmentFile': signInElsewhere,
  'tokenInspector.openTerminal': signInElsewhere,
  'tokenInspector.explainDemo': signInElsewhere,
  'tokenInspector.useInAnotherShell': signInElsewhere,
  'tokenInspector.stopOtherShells': signInElsewhere,
  'tokenInspector.askServer': signInElsewhere,
  'tokenInspector.mendStore': signInElsewhere,
  'tokenInspector.forgetSession': signInElsewhere,
  'tokenInspector.forgetSessions': signInElsewhere,
} satisfies Partial<CommandTable>;

/** What each command does where nothing but a browser runs. What needs a session says why there is none. */
export function commandTable(context: InspectContext, log: vscode.LogOutputChannel): CommandTable {
  const explainError = async (argument: unknown): Promise<void> => {
    const { explainError: explain } = await import('../command/explainError.ts');
    return explain({ ...context, remedyOf }, argument);
  };
  return {
    ...needsSession,
    'tokenInspector.addProfile': addProfileByHand,
    'tokenInspector.addApi': addProfileByHand,
    'tokenInspector.editProfiles': async (argument) => {
      const { editProfiles } = await import('../command/editProfiles.ts');
      return editProfiles(argument);
    },
    'tokenInspector.getAccessToken': () => Promise.reject(new NeedsNode()),
    'tokenInspector.showLog': () => {
      log.show();
    },
    'tokenInspector.goOn': (argument) => context.documents.goOn(argument),
    'tokenInspector.readMore': async (argument) => {
      const { readMore } = await import('../command/readMore.ts');
      return readMore(argument);
    },
    'tokenInspector.copyValue': copyValue,
    'tokenInspector.inspectToken': async (argument) => {
      const { inspectToken } = await import('../command/inspectToken.ts');
      return inspectToken(context, argument);
    },
    'tokenInspector.openDecoded': async (argument) => {
      const { openDecoded } = await import('../command/openDecoded.ts');
      return openDecoded(context, argument);
    },
    'tokenInspector.compareTokens': async (argument) => {
      const { compareTokens } = await import('../command/compareTokens.ts');
      return compareTokens(context, argument);
    },
    'tokenInspector.checkSignature': async (argument) => {
      const { checkSignature } = await import('../command/checkSignature.ts');
      return checkSignature(context, argument);
    },
    'tokenInspector.makeTestToken': async (argument) => {
      const { makeTestToken } = await import('../command/testToken/make.ts');
      return makeTestToken(context, argument);
    },
    'tokenInspector.signTestToken': async (argument) => {
      const { signTestTokenAndCopy } = await import('../command/testToken/sign.ts');
      return signTestTokenAndCopy(context, argument);
    },
    'tokenInspector.changeTestToken': async (argument) => {
      const { changeTestToken } = await import('../command/testToken/change.ts');
      return changeTestToken(argument);
    },
    'tokenInspector.copyTestKey': async (argument) => {
      const { copyTestKey } = await import('../command/testToken/copyKey.ts');
      return copyTestKey(context, argument);
    },
    'tokenInspector.explainError': explainError,
    'tokenInspector.explainSelection': async () => {
      const { explainSelection } = await import('../command/terminalSelection.ts');
      return explainSelection(explainError);
    },
    'tokenInspector.removeInspected': async (argument) => {
      const { removeInspected } = await import('../command/inspectedList.ts');
      removeInspected(context, argument);
    },
    'tokenInspector.clearInspected': async () => {
      const { clearInspected } = await import('../command/inspectedList.ts');
      clearInspected(context);
    },
  };
}

/** Most of what mends a refusal is a sign-in. Where no token is known, the one that was sent tells more. */
const remedyOf: RemedyOf = (action, chooseToken) => {
  switch (action.kind) {
    case 'editProfile':
      return [
        {
          title: vscode.l10n.t('Edit Profile'),
          run: () => vscode.commands.executeCommand(commands.editProfiles, action.target),
        },
      ];
    case 'signIn':
      return [{ title: vscode.l10n.t('Paste Token…'), run: chooseToken }];
    default:
      return [];
  }
};
