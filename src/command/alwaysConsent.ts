import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { consentMayHelp } from '../token/offlineAccess.ts';
import type { Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import { showDone } from './message.ts';

/**
 * Where a sign-in with consent has just brought the refresh token that those without do not bring: makes the profile ask
 * for consent each time. No button where it does so already, or no file holds it.
 */
export function alwaysConsent(context: CommandContext, profile: Profile, session: Session): Button[] {
  const brought = session.refreshToken?.receivedAt === session.signedInAt;
  const helps = session.wantsConsent === true && brought && consentMayHelp(profile);
  if (!helps || profile.origin !== 'settings') return [];
  return [
    {
      title: vscode.l10n.t('Ask for Consent Each Time'),
      run: async () => (await import('./writeConsent.ts')).writeConsent(context, profile),
    },
  ];
}

/** Says so after a sign-in whose token went where it was wanted, and which has no message of its own. */
export function tellConsentHelped(context: CommandContext, profile: Profile, session: Session): void {
  const buttons = alwaysConsent(context, profile, session);
  if (buttons.length === 0) return;
  void showDone(consentHelped(), ...buttons).then((chosen) => chosen?.run());
}

export function consentHelped(): string {
  return vscode.l10n.t('Your consent brought a refresh token; a sign-in without it brings none.');
}
