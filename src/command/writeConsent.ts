import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import { listed, saveMember } from '../profile/saveProfile.ts';
import { asksForConsent } from '../token/offlineAccess.ts';
import { confirm } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { tellNotWritten } from './notWritten.ts';

/** Makes a profile ask for consent at each sign-in, where it stands in the settings. */
export async function writeConsent(context: CommandContext, profile: Profile): Promise<void> {
  const { name } = profile;
  const asks = (one: Profile): boolean => one.name === name && asksForConsent(one.authorizationParameters['prompt']);
  try {
    const now = context.settings.profiles().find((one) => one.name === name) ?? profile;
    // Consent besides what is asked already, but for `none`, which stands alone (OpenID Connect Core §3.1.2.1).
    const { prompt = 'none' } = now.authorizationParameters;
    const wanted = prompt === 'none' ? 'consent' : `${prompt} consent`;
    if (!asks(now)) await saveMember(name, 'authorizationParameters', 'prompt', wanted);
    await listed(context.settings, asks);
  } catch (error) {
    tellNotWritten(context, error, name, () => writeConsent(context, profile));
    return;
  }
  confirm(vscode.l10n.t('{0} asks for consent at each sign-in now', name));
}
