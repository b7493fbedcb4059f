import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { settingPath } from '../profile/settingPath.ts';
import type { FailureText } from '../view/failures/text.ts';
import { showWarning } from './message.ts';

export interface SignInOffer {
  readonly text: Pick<FailureText, 'message' | 'key'>;
  readonly profile: Profile;
  readonly api: Api;
  /** Of the button, e.g. "Sign In and Copy". */
  readonly title: string;
  readonly signIn: () => unknown;
}

/** Offers a sign-in where nothing else brings the token, and the way to the key of the profile that may be to blame. */
export function offerSignIn({ text, profile, api, title, signIn }: SignInOffer): void {
  const edit = vscode.l10n.t('Edit Profile');
  const canEdit = text.key !== undefined && profile.origin === 'settings';
  void showWarning(text.message, title, ...(canEdit ? [edit] : [])).then((chosen) => {
    if (chosen === title) return signIn();
    if (chosen === edit) {
      return vscode.commands.executeCommand(commands.editProfiles, settingPath(profile, text.key, api));
    }
    return undefined;
  });
}
