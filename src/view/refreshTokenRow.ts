import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import { grantedApis, standsAlone } from '../session/granted.ts';
import type { Session } from '../session/session.ts';
import { consentMayHelp } from '../token/offlineAccess.ts';
import { apiLabel } from './apiText.ts';
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
  const ended = session.ended !== undefined;
  const limits = ended ? undefined : limitsOf(session, profile);
  const alone = ended ? undefined : profile.apis.find((api) => standsAlone(session, profile, api));
  return {
    id,
    label,
    description: ended
      ? vscode.l10n.t('no longer accepted')
      : [
          token.rotates === true ? vscode.l10n.t('present, rotates') : vscode.l10n.t('present'),
          ...(limits === undefined ? [] : [limits.short]),
        ].join(' · '),
    tooltip: [
      vscode.l10n.t('Received {0}. It is kept encrypted and is never shown or copied.', since),
      token.rotates === true
        ? vscode.l10n.t('The server replaces it at each refresh; the old one is no longer used.')
        : vscode.l10n.t('No refresh has shown yet whether the server replaces it.'),
      ...(limits === undefined ? [] : [limits.long]),
    ].join('\n'),
    icon: icon('sync'),
    ...(alone !== undefined &&
      consentMayHelp(profile) && { expanded: true, children: () => consentRows(id, profile, session, alone) }),
  };
}

/** Which of the profile's APIs the refresh token is for, where it is not for all of them. */
function limitsOf(session: Session, profile: Profile): { short: string; long: string } | undefined {
  const granted = grantedApis(session, profile);
  const others = profile.apis.filter((api) => !granted.includes(api));
  if (others.length === 0) return undefined;
  const names = (apis: readonly Api[]): string => apis.map((api) => apiLabel(api)).join(', ');
  const quoted = (apis: readonly Api[]): string => apis.map((api) => vscode.l10n.t('“{0}”', apiLabel(api))).join(', ');
  return {
    short:
      granted.length === 0 ? vscode.l10n.t('for no API of the profile') : vscode.l10n.t('for {0} only', names(granted)),
    long: vscode.l10n.t('A refresh brings no token for {0}: that needs a sign-in.', quoted(others)),
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
