import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { StepId } from '../profile/draft.ts';

/**
 * The question of the wizard whose answer a failed sign-in calls into question.
 *
 * @param key the key of the profile that the failure is about; none where it is about the way back or the server.
 * @returns undefined for a key that the wizard does not ask for.
 */
export function stepToChange(error: unknown, key: string | undefined): StepId | undefined {
  if (key !== undefined) return byKey[key];
  const way = ['signInTimedOut', 'portInUse', 'listenerFailed', 'browserNotOpened'];
  return error instanceof OAuthFailure && way.includes(error.code) ? 'redirect' : 'start';
}

const byKey: Readonly<Record<string, StepId>> = {
  issuer: 'start',
  clientId: 'client',
  scopes: 'api',
  audience: 'api',
  redirectUri: 'redirect',
};

/** The button that leads there. */
export function changeTitle(step: StepId): string {
  switch (step) {
    case 'client':
      return vscode.l10n.t('Change Client ID…');
    case 'api':
      return vscode.l10n.t('Change API…');
    case 'redirect':
      return vscode.l10n.t('Change Redirect URI…');
    default:
      return vscode.l10n.t('Change Server…');
  }
}
