import * as vscode from 'vscode';
import { accessTokenFor } from '../session/accessTokens.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { withoutIcons } from '../view/inert.ts';
import { inspectedContext } from '../view/inspectedRows.ts';
import { accessTokenContext, idTokenContext, type SessionTokens } from '../view/sessionTokens.ts';
import { localise, timeText } from '../view/localise.ts';
import { remaining } from '../view/remaining.ts';
import { lifetimeOf, serverNow, type TokenContext } from '../view/tokenContext.ts';
import type { InspectContext } from './context.ts';
import { tokenInClipboard } from './inspectToken.ts';
import { known } from './known.ts';
import { showInformation } from './message.ts';

/** A token that can be picked, and where it comes from; for a copy also what it is a copy of. */
export interface ShownToken {
  readonly description: string;
  readonly token: TokenContext;
}

/** Every token that is at hand: of the sessions, from before their last refresh, inspected, and in the clipboard. */
export async function shownTokens(context: InspectContext): Promise<ShownToken[]> {
  const input = await known(context);
  const { profiles, sessions, issuer, now } = input;
  const clipboard = await tokenInClipboard();
  const tokens = [
    ...unique(
      profiles.flatMap((profile) =>
        sessionsOf(profile, sessions).flatMap((session) => accountTokens(context, { profile, session, issuer, now })),
      ),
    ),
    ...context.inspected.list().map((token) => ({
      description: vscode.l10n.t('inspected'),
      token: inspectedContext(token, input),
    })),
    ...(clipboard === undefined
      ? []
      : [
          {
            description: vscode.l10n.t('in the clipboard'),
            token: inspectedContext({ id: 'clipboard', ...clipboard }, input),
          },
        ]),
  ];
  return tokens.map(({ description, token }, index) => {
    const same = tokens.slice(0, index).find((other) => other.token.token.raw === token.token.raw);
    const mark = token.sameAs ?? same?.token.title;
    if (mark === undefined) return { description, token };
    return { description: vscode.l10n.t('{0} · same token as {1}', description, mark), token };
  });
}

/** Each of a session's tokens once: profiles can share an account. */
function unique(tokens: readonly ShownToken[]): ShownToken[] {
  const raws = tokens.map(({ token }) => token.token.raw);
  return tokens.filter((_, index) => raws.indexOf(raws[index] ?? '') === index);
}

function accountTokens(context: InspectContext, tokens: SessionTokens): ShownToken[] {
  const { profile, session } = tokens;
  const accessTokens = profile.apis.flatMap((api) => {
    const token = accessTokenFor(session, profile, api);
    if (token === undefined) return [];
    const before = context.replaced.before(token);
    return [
      accessTokenContext(tokens, api, token),
      ...(before === undefined ? [] : [beforeRefresh(accessTokenContext(tokens, api, before))]),
    ];
  });
  const idTokens = session.idToken === undefined ? [] : [idTokenContext(tokens, session.idToken)];
  return [...accessTokens, ...idTokens].map((token) => ({ description: profile.name, token }));
}

function beforeRefresh(token: TokenContext): TokenContext {
  return {
    ...token,
    id: `${token.id}/before`,
    replaced: true,
    title: vscode.l10n.t('{0} (before the last refresh)', token.title),
  };
}

/** The token of a row that a command was called on. */
export function tokenOfRow(argument: unknown): TokenContext | undefined {
  if (typeof argument !== 'object' || argument === null || !('token' in argument)) return undefined;
  return typeof argument.token === 'function' ? (argument.token as () => TokenContext)() : undefined;
}

/** What tells tokens of one name apart: when each was issued, and until when it is good. */
function times(token: TokenContext): string {
  const { issuedAt, expiresAt } = lifetimeOf(token);
  const now = serverNow(token);
  const { token: decoded, accessToken } = token;
  if (decoded.kind === 'damaged') return localise(decoded.text);
  return [
    ...(issuedAt === undefined ? [] : [vscode.l10n.t('issued {0}', timeText({ time: issuedAt, now }))]),
    expiresAt === undefined && accessToken === undefined
      ? vscode.l10n.t('it does not say when it expires')
      : remaining(expiresAt, now),
  ].join(' · ');
}

/** The tokens as what is picked from. */
export function tokenItems(tokens: readonly ShownToken[]): (vscode.QuickPickItem & { readonly token: TokenContext })[] {
  return tokens.map(({ description, token }) => ({
    label: withoutIcons(token.title),
    description: withoutIcons(description),
    detail: times(token),
    token,
  }));
}

/** Asks for one of the tokens. */
export async function pickToken(tokens: readonly ShownToken[], title: string): Promise<TokenContext | undefined> {
  return (
    await vscode.window.showQuickPick(tokenItems(tokens), { title, ignoreFocusOut: true, matchOnDescription: true })
  )?.token;
}

/** Asks for one of all tokens that are at hand, and says so where there is none. */
export async function chooseShown(context: InspectContext, title: string): Promise<TokenContext | undefined> {
  const tokens = await shownTokens(context);
  if (tokens.length > 0) return pickToken(tokens, title);
  showInformation(vscode.l10n.t('There is no token here yet. Sign in, or inspect one first.'));
  return undefined;
}
