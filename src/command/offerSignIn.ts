import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { settingPath } from '../profile/settingPath.ts';
import type { SignInNeededText } from '../view/signInNeededText.ts';
import { withReadMore } from './buttons.ts';
import { showError } from './message.ts';

export interface SignInOffer {
  readonly text: SignInNeededText;
  readonly profile: Profile;
  readonly api: Api;
  /** Of the button, e.g. "Sign In and Copy". */
  readonly title: string;
  readonly signIn: () => unknown;
  /** The same with another `prompt` (OpenID Connect Core §3.1.2.1). */
  readonly signInWith?: (prompt: string) => unknown;
}

/** Offers a sign-in where nothing else brings the token, and the way to the key of the profile that may be to blame. */
export function offerSignIn({ text, profile, api, title, signIn, signInWith }: SignInOffer): void {
  const edited = profile.subject ?? { profile, api };
  const canEdit = text.key !== undefined && profile.origin === 'settings';
  const edit = {
    title: vscode.l10n.t('Edit Profile'),
    run: () => vscode.commands.executeCommand(commands.editProfiles, settingPath(edited.profile, text.key, edited.api)),
  };
  const consent =
    text.consent === true && signInWith !== undefined
      ? [{ title: vscode.l10n.t('Sign In and Consent'), run: () => signInWith('consent') }]
      : [];
  // Without consent the next token would come without a refresh token again.
  const buttons = withReadMore([...consent, { title, run: signIn }, ...(canEdit ? [edit] : [])], text.help);
  void showError(text.message, ...buttons).then((chosen) => chosen?.run());
}
