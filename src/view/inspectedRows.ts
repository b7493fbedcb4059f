import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { isUserinfo } from '../token/audiences.ts';
import type { Decoded } from '../token/decoded.ts';
import { safeText } from '../token/display.ts';
import { strings } from '../token/lists.ts';
import { claimTime } from '../token/time.ts';
import { profileFor } from './heldAgainst.ts';
import type { Inspected } from './inspected.ts';
import type { IssuerFacts } from './issuerFacts.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';
import { ownerOf } from './ownerOf.ts';
import { isExpired, remaining } from './remaining.ts';
import { sessionTokenLike } from './sessionTokens.ts';
import { serverNow, type TokenContext } from './tokenContext.ts';
import { tokenKindText } from './tokenKind.ts';

/** What the pasted tokens are held against. */
export interface InspectedInput {
  readonly profiles: readonly Profile[];
  readonly sessions: readonly Session[];
  readonly issuer: IssuerFacts;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The row "Inspected", with a row for each token, newest first. No row where there is none. */
export function inspectedRows(tokens: readonly Inspected[], input: InspectedInput): TreeNode[] {
  if (tokens.length === 0) return [];
  const root: TreeNode = {
    id: 'inspected',
    label: vscode.l10n.t('Inspected'),
    description: vscode.l10n.t('kept until this window closes'),
    tooltip: vscode.l10n.t('Tokens that were pasted or picked from an editor. They are kept in memory only.'),
    icon: icon('search'),
    context: 'inspectedList',
    expanded: true,
    children: () => tokens.map((token) => inspectedRow(token, input, root)),
  };
  return [root];
}

/** The row of an inspected token among these, by its id. */
export async function findInspected([root]: readonly TreeNode[], id: string): Promise<TreeNode | undefined> {
  const rows = (await root?.children?.()) ?? [];
  return rows.find(({ inspected }) => inspected === id);
}

function inspectedRow(inspected: Inspected, input: InspectedInput, root: TreeNode): TreeNode {
  const context = (): TokenContext => inspectedContext(inspected, input);
  const { id, title, session, sameAs } = context();
  const now = serverNow({ session, now: input.now });
  const description = describe(inspected.token, now);
  const owner = sameAs === undefined ? undefined : vscode.l10n.t('same token as {0}', sameAs);
  const test = inspected.test && vscode.l10n.t('test token');
  return {
    id,
    label: title,
    description: [owner, test, description].filter(Boolean).join(' · '),
    // A narrow side bar cuts the word off.
    icon: inspected.test ? icon('beaker') : rowIcon(inspected.token, now),
    context: 'inspected token',
    inspected: inspected.id,
    token: context,
    parent: () => root,
    // Whoever inspects a token wants to see it. A row that is closed by hand stays closed.
    expanded: true,
    children: async () => (await import('./tokenRows.ts')).tokenRows(context()),
  };
}

/** A pasted token, with its owner's profile and account where it has one here. */
export function inspectedContext({ id, token, answer, test }: Inspected, input: InspectedInput): TokenContext {
  // A copy of a session's own token is that token: whatever is known of the one is known of the other.
  const own = sessionTokenLike(token.raw, input);
  // Its API is named by what it is the same as, and a narrow side bar has room for one of the two.
  if (own !== undefined) return { ...own, id: `inspected/${id}`, title: tokenKindText(token) };
  const heldAgainst = profileFor(token, input.profiles);
  return {
    id: `inspected/${id}`,
    title: titleOf(token),
    token,
    use: 'unknown',
    ...ownerOf(token, input.profiles, input.sessions),
    ...(heldAgainst !== undefined && { heldAgainst }),
    ...(answer !== undefined && { answer }),
    ...(test && { test }),
    issuer: input.issuer,
    now: input.now,
  };
}

function titleOf(token: Decoded): string {
  const kind = tokenKindText(token);
  const claims = 'claims' in token ? token.claims : undefined;
  const { iss: issuer } = claims ?? {};
  const named = typeof issuer === 'string' ? issuer : undefined;
  const audience = strings(claims?.['aud']).find((value) => !isUserinfo(value, named, undefined));
  return audience === undefined ? kind : vscode.l10n.t('{0} for {1}', kind, safeText(withoutScheme(audience), 60));
}

function withoutScheme(audience: string): string {
  return audience.replace(/^https?:\/\/(?=.)|\/$/g, '');
}

function describe(token: Decoded, now: number): string {
  if (token.kind === 'damaged') return localise(token.text);
  const claims = 'claims' in token ? token.claims : undefined;
  if (claims === undefined) return '';
  const { iss: issuer, sub: subject } = claims;
  const expiry = claimTime(claims['exp']);
  return [
    ...(expiry === undefined ? [] : [remaining(expiry, now)]),
    ...(typeof issuer === 'string' ? [URL.canParse(issuer) ? new URL(issuer).host : safeText(issuer, 80)] : []),
    ...(typeof subject === 'string' ? [safeText(subject, 80)] : []),
  ].join(' · ');
}

function rowIcon(token: Decoded, now: number): vscode.ThemeIcon {
  if (token.kind === 'damaged') return icon('warning', 'list.warningForeground');
  if (token.kind === 'opaque' || token.kind === 'jwe') return icon('lock');
  const expiry = 'claims' in token ? claimTime(token.claims['exp']) : undefined;
  return isExpired(expiry, now) ? icon('history') : icon('key');
}
