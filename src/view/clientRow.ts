import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import { sessionId } from '../session/sealing.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { host, profileContext, profileTooltip } from './accountRows.ts';
import { apiRows, type ApiRowsInput } from './apiRows.ts';
import { icon, rowId, type TreeNode } from './node.ts';

export interface ClientRowInput extends Omit<ApiRowsInput, 'session'> {
  /** Absent until the first token. */
  readonly session: Session | undefined;
}

/** A profile whose client gets its tokens by itself (RFC 6749 §4.4, RFC 7523 §2.1): its APIs, and no person. */
export function clientRow({ session, ...input }: ClientRowInput): TreeNode {
  const { profile } = input;
  // The same rows before and after the first token, so that the cursor stays where it is.
  const known = session ?? withoutTokens(profile);
  return {
    id: rowId('account', profile.name, known.id),
    label: safeText(profile.name),
    description: [...actsFor(profile), safeText(profile.clientId), host(profile.issuer)].join(' · '),
    tooltip: `${profileTooltip(profile)}\n${howItGetsThem(profile)}`,
    icon: icon('server-process'),
    context:
      session === undefined ? profileContext(profile) : `${profileContext(profile)} ${kindOf(profile)} canRefresh`,
    target: { profile: profile.name },
    expanded: true,
    children: () => apiRows({ ...input, session: known }),
  };
}

/** A client's tokens are forgotten where it gets them, and not where they are exchanged. */
function kindOf({ subject }: Profile): string {
  return subject === undefined ? 'account' : 'exchange';
}

function howItGetsThem(profile: Profile): string {
  return signInProfile(profile).grant === 'jwtBearer'
    ? vscode.l10n.t('The client signs an assertion for these tokens; nobody signs in.')
    : vscode.l10n.t('The client gets these tokens for itself; nobody signs in.');
}

/** The user whose tokens an assertion asks for. */
function actsFor({ assertionClaims }: Profile): string[] {
  const subject = assertionClaims?.['sub'];
  return subject === undefined ? [] : [vscode.l10n.t('for {0}', safeText(subject))];
}

function withoutTokens(profile: Profile): Session {
  return {
    id: sessionId(signInProfile(profile), '', true),
    issuer: profile.issuer,
    clientId: profile.clientId,
    subject: '',
    label: profile.clientId,
    profile: profile.name,
    signedInAt: 0,
    client: true,
    accessTokens: [],
  };
}
