import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor, isBeforeReceipt } from '../session/accessTokens.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { remaining } from './remaining.ts';

/** What a person calls an API: its name, or what it is for where it has none of its own. */
export function apiLabel(api: Api): string {
  if (api.name !== 'default') return safeText(api.name);
  const address = api.audience ?? api.resource[0];
  return address === undefined ? vscode.l10n.t('Access token') : safeText(address);
}

/** "expires in 58 min", or that there is no token yet. */
export function apiDescription(session: Session | undefined, profile: Profile, api: Api, now?: number): string {
  const token = session === undefined ? undefined : accessTokenFor(session, profile, api);
  if (token === undefined) return vscode.l10n.t('no token yet');
  const lifetime = lifetimeText(token, now);
  return token.dpopKey === undefined ? lifetime : vscode.l10n.t('{0} · DPoP', lifetime);
}

/** "expires in 58 min". A clock that was set back to before the token came tells nothing. */
export function lifetimeText(token: AccessToken, now = Date.now() / 1000): string {
  if (isBeforeReceipt(token, now)) return vscode.l10n.t('age unknown: the clock of this computer was set back');
  return remaining(token.expiresAt, now);
}
