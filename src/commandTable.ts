import type { AddProfile } from './command/addProfile.ts';
import type { CommandContext } from './command/context.ts';
import { copyAccessToken } from './command/copyAccessToken.ts';
import { copyValue } from './command/copyValue.ts';
import { refresh } from './command/refresh.ts';
import { signIn, signInAsOther } from './command/signIn.ts';
import { signOut } from './command/signOut.ts';
import { tryDemo } from './command/tryDemo.ts';
import type { CommandId } from './contributions.ts';
import type { OtherShells } from './integration/otherShells.ts';
import type { TokenTerminals } from './integration/tokenTerminal.ts';

type Run = (argument: unknown) => unknown;

/** Where tokens go besides the clipboard; each is loaded by its first use. */
interface Shells {
  readonly terminals: () => Promise<TokenTerminals>;
  readonly otherShells: () => Promise<OtherShells>;
}

export type CommandTable = Readonly<Record<CommandId, Run>>;

/** What each command does. Only signing in, copying and what they stand on are loaded at once; the rest by its first use. */
export function commandTable(context: CommandContext, { terminals, otherShells }: Shells): CommandTable {
  let adding: AddProfile | undefined;
  const explainError = async (argument: unknown): Promise<void> => {
    const [{ explainError }, { remedyOf }] = await Promise.all([
      import('./command/explainError.ts'),
      import('./command/explainActions.ts'),
    ]);
    return explainError({ ...context, remedyOf: (action) => remedyOf(context, action) }, argument);
  };
  return {
    'tokenInspector.signIn': (argument) => signIn(context, argument),
    'tokenInspector.signInAsOther': (argument) => signInAsOther(context, argument),
    'tokenInspector.signInWith': async (argument) => {
      const { signInWith } = await import('./command/signInWith.ts');
      return signInWith(context, argument);
    },
    'tokenInspector.pasteAddress': () => context.signIns.addressBox.show(),
    'tokenInspector.copySignInAddress': () => context.signIns.addressBox.copySignInAddress(),
    'tokenInspector.signOut': (argument) => signOut(context, argument),
    'tokenInspector.copyAccessToken': (argument) => copyAccessToken(context, argument),
    'tokenInspector.copyIdToken': async (argument) => {
      const { copyIdToken } = await import('./command/copyIdToken.ts');
      return copyIdToken(context, argument);
    },
    'tokenInspector.copyDpopProof': async (argument) => {
      const { copyDpopProof } = await import('./command/copyDpopProof.ts');
      return copyDpopProof(context, argument);
    },
    'tokenInspector.copyAs': async (argument) => {
      const { copyAs } = await import('./command/copyAs/copyAs.ts');
      return copyAs(context, argument);
    },
    'tokenInspector.writeEnvironmentFile': async (argument) => {
      const { writeEnvironmentFile } = await import('./command/environmentFile/writeEnvironmentFile.ts');
      return writeEnvironmentFile(context, argument);
    },
    'tokenInspector.openTerminal': async (argument) => (await terminals()).open(argument),
    'tokenInspector.useInAnotherShell': async (argument) => (await otherShells()).use(argument),
    'tokenInspector.stopOtherShells': async () => (await otherShells()).stop(),
    'tokenInspector.refresh': (argument) => refresh(context, argument),
    'tokenInspector.addProfile': async () => {
      const { AddProfile } = await import('./command/addProfile.ts');
      await (adding ??= new AddProfile(context)).run();
    },
    'tokenInspector.addApi': async (argument) => {
      const { addApi } = await import('./command/addApi.ts');
      return addApi(context, argument);
    },
    'tokenInspector.editProfiles': async (argument) => {
      const { editProfiles } = await import('./command/editProfiles.ts');
      return editProfiles(argument);
    },
    'tokenInspector.tryDemo': () => tryDemo(context),
    'tokenInspector.getStarted': async () => {
      const { getStarted } = await import('./command/getStarted.ts');
      return getStarted(context);
    },
    'tokenInspector.apiInUse': async () => {
      const { apiInUse } = await import('./command/apiInUse.ts');
      return apiInUse(context);
    },
    'tokenInspector.getAccessToken': async (argument) => {
      const { getAccessToken } = await import('./command/getAccessToken.ts');
      return getAccessToken(context, argument);
    },
    'tokenInspector.showLog': () => {
      context.log.show();
    },
    'tokenInspector.copyValue': copyValue,
    'tokenInspector.inspectToken': async (argument) => {
      const { inspectToken } = await import('./command/inspectToken.ts');
      return inspectToken(context, argument);
    },
    'tokenInspector.openDecoded': async (argument) => {
      const { openDecoded } = await import('./command/openDecoded.ts');
      return openDecoded(context, argument);
    },
    'tokenInspector.compareTokens': async (argument) => {
      const { compareTokens } = await import('./command/compareTokens.ts');
      return compareTokens(context, argument);
    },
    'tokenInspector.checkSignature': async (argument) => {
      const { checkSignature } = await import('./command/checkSignature.ts');
      return checkSignature(context, argument);
    },
    'tokenInspector.askServer': async (argument) => {
      const { askServer } = await import('./command/askServer.ts');
      return askServer(context, argument);
    },
    'tokenInspector.makeTestToken': async (argument) => {
      const { makeTestToken } = await import('./command/testToken/make.ts');
      return makeTestToken(context, argument);
    },
    'tokenInspector.signTestToken': async (argument) => {
      const { signTestTokenAndCopy } = await import('./command/testToken/sign.ts');
      return signTestTokenAndCopy(context, argument, async (title, prompt) => {
        const { askPrivateKey } = await import('./profile/askPrivateKey.ts');
        return askPrivateKey(title, prompt);
      });
    },
    'tokenInspector.changeTestToken': async (argument) => {
      const { changeTestToken } = await import('./command/testToken/change.ts');
      return changeTestToken(argument);
    },
    'tokenInspector.copyTestKey': async (argument) => {
      const { copyTestKey } = await import('./command/testToken/copyKey.ts');
      return copyTestKey(context, argument);
    },
    'tokenInspector.explainError': explainError,
    'tokenInspector.explainSelection': async () => {
      const { explainSelection } = await import('./command/terminalSelection.ts');
      return explainSelection(explainError);
    },
    'tokenInspector.explainDemo': async () => {
      const { refusalOfDemo } = await import('./command/explainDemo.ts');
      return explainError(refusalOfDemo);
    },
    'tokenInspector.goOn': (argument) => context.documents.goOn(argument),
    'tokenInspector.readMore': async (argument) => {
      const { readMore } = await import('./command/readMore.ts');
      return readMore(argument);
    },
    'tokenInspector.removeInspected': async (argument) => {
      const { removeInspected } = await import('./command/inspectedList.ts');
      removeInspected(context, argument);
    },
    'tokenInspector.clearInspected': async () => {
      const { clearInspected } = await import('./command/inspectedList.ts');
      clearInspected(context);
    },
    'tokenInspector.mendStore': async (kind) => {
      const { mendStore } = await import('./command/mendStore.ts');
      return mendStore(context, kind);
    },
    'tokenInspector.forgetSession': async (row) => {
      const { forgetSession } = await import('./command/forgetSessions.ts');
      return forgetSession(context, row);
    },
    'tokenInspector.forgetSessions': async () => {
      const { forgetSessions } = await import('./command/forgetSessions.ts');
      return forgetSessions(context);
    },
  };
}
