import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { consentMayHelp } from '../token/offlineAccess.ts';
import { consentRows } from './consentRow.ts';
import { timeText } from './localise.ts';
import { icon, rowId, type TreeNode } from './node.ts';

/**
 * Whether there is a refresh token, what it does, and where there is none: why, and what to change.
 *
 * @param now seconds since the epoch
 */
export function refreshTokenRow(session: Session, profile: Profile, now: number): TreeNode {
  const id = rowId('refreshToken', profile.name, session.id);
  const label = vscode.l10n.t('Refresh token');
  const token = session.refreshToken;
  if (token === undefined) {
    const { short, long } = whyAbsent(profile);
    return {
      id,
      label,
      description: vscode.l10n.t('absent: {0}', short),
      tooltip: long,
      icon: icon('circle-slash', 'list.warningForeground'),
      help: 'refresh-tokens#why-none-came',
      ...(consentMayHelp(profile) && { expanded: true, children: () => consentRows(id, profile, session) }),
    };
  }
  const since = timeText({ time: token.receivedAt, now });
  return {
    id,
    label,
    description:
      session.ended !== undefined
        ? vscode.l10n.t('no longer accepted')
        : token.rotates === true
          ? vscode.l10n.t('present, rotates')
          : vscode.l10n.t('present'),
    tooltip: [
      vscode.l10n.t('Received {0}. It is kept encrypted and is never shown or copied.', since),
      token.rotates === true
        ? vscode.l10n.t('The server replaces it at each refresh; the old one is no longer used.')
        : vscode.l10n.t('No refresh has shown yet whether the server replaces it.'),
    ].join('\n'),
    icon: icon('sync'),
  };
}

function whyAbsent(profile: Profile): { short: string; long: string } {
  const issuer = profile.issuer.toLowerCase();
  if (issuer.includes('accounts.google.com') && profile.authorizationParameters['access_type'] !== 'offline') {
    return {
      short: vscode.l10n.t('Google wants “access_type=offline”'),
      long: vscode.l10n.t(
        'Google sends a refresh token only with “access_type”: “offline” and “prompt”: “consent” under “authorizationParameters” of the profile.',
      ),
    };
  }
  if (!profile.scopes.includes('offline_access')) {
    return {
      short: vscode.l10n.t('“offline_access” was not asked for'),
      long: vscode.l10n.t(
        'Most servers send a refresh token only for the scope “offline_access”. Add it to “scopes” of the profile and sign in again.',
      ),
    };
  }
  const short = vscode.l10n.t('the server sent none');
  if (consentMayHelp(profile)) {
    return {
      short,
      long: vscode.l10n.t(
        '“offline_access” was asked for, and the server sent no refresh token. It may want “prompt=consent” for that; then put it into “authorizationParameters” of the profile. Or the API does not allow it, or the client lacks the refresh token grant.',
      ),
    };
  }
  return {
    short,
    long: vscode.l10n.t(
      '“offline_access” was asked for, and the server sent no refresh token. Often the API does not allow it (at Auth0: “Allow Offline Access” of the API), or the client lacks the refresh token grant.',
    ),
  };
}
