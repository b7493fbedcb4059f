import * as vscode from 'vscode';
import { accessTokenFor } from '../session/accessTokens.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { withoutIcons } from '../view/inert.ts';
import { inspectedContext } from '../view/inspectedRows.ts';
import { accessTokenContext, idTokenContext } from '../view/sessionTokens.ts';
import type { TokenContext } from '../view/tokenContext.ts';
import type { CommandContext } from './context.ts';
import { tokenInClipboard } from './inspectToken.ts';

/** A token that can be picked, and where it comes from. */
export interface ShownToken {
  readonly description: string;
  readonly token: TokenContext;
}

/** Every token that is at hand: of the sessions, from before their last refresh, inspected, and in the clipboard. */
export async function shownTokens(context: CommandContext): Promise<ShownToken[]> {
  const now = Math.floor(Date.now() / 1000);
  const { sessions } = await context.sessions.list();
  const profiles = context.settings.profiles();
  const { issuer } = context;
  const input = { profiles, sessions, issuer, now };
  const clipboard = await tokenInClipboard();
  return [
    ...profiles.flatMap((profile) =>
      sessionsOf(profile, sessions).flatMap((session) => {
        const tokens = { profile, session, issuer, now };
        return [
          ...profile.apis.flatMap((api) => {
            const token = accessTokenFor(session, profile, api);
            if (token === undefined) return [];
            const shown = accessTokenContext(tokens, api, token);
            const before = context.replaced.before(token);
            return [
              { description: profile.name, token: shown },
              ...(before === undefined
                ? []
                : [{ description: profile.name, token: beforeRefresh(accessTokenContext(tokens, api, before)) }]),
            ];
          }),
          ...(session.idToken === undefined
            ? []
            : [{ description: profile.name, token: idTokenContext(tokens, session.idToken) }]),
        ];
      }),
    ),
    ...context.inspected.list().map((inspected) => ({
      description: vscode.l10n.t('inspected'),
      token: inspectedContext(inspected, input),
    })),
    ...(clipboard === undefined
      ? []
      : [
          {
            description: vscode.l10n.t('in the clipboard'),
            token: inspectedContext({ id: 'clipboard', token: clipboard }, input),
          },
        ]),
  ];
}

function beforeRefresh(token: TokenContext): TokenContext {
  return { ...token, id: `${token.id}/before`, title: vscode.l10n.t('{0} (before the last refresh)', token.title) };
}

/** The token of a row that a command was called on. */
export function tokenOfRow(argument: unknown): TokenContext | undefined {
  if (typeof argument !== 'object' || argument === null || !('token' in argument)) return undefined;
  return typeof argument.token === 'function' ? (argument.token as () => TokenContext)() : undefined;
}

/** Asks for one of the tokens. */
export async function pickToken(tokens: readonly ShownToken[], title: string): Promise<TokenContext | undefined> {
  const items = tokens.map(({ description, token }) => ({
    label: withoutIcons(token.title),
    description: withoutIcons(description),
    token,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.token;
}
