import * as vscode from 'vscode';
import { sessionsOf } from '../session/sessionsOf.ts';
import { commands } from '../contributions.ts';
import { safeText } from '../token/display.ts';
import type { ExplainAction, ExplainTarget } from '../token/explain/explanation.ts';
import { apiLabel } from '../view/apiText.ts';
import type { Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import { refreshApi } from './refresh.ts';
import { signInAsRequired, type Requirement } from './signInAsRequired.ts';
import type { AccountTarget } from './target.ts';

/** The button that does what an explanation proposes; none for what the explanation itself brings about. */
export function remedyOf(context: CommandContext, action: ExplainAction): readonly Button[] {
  switch (action.kind) {
    case 'signInWithScopes':
      return [{ title: scopesTitle(action), run: () => signIn(context, action.target, action) }];
    case 'otherUser':
      return [
        {
          title: vscode.l10n.t('Switch User'),
          run: () => signIn(context, action.target, { scopes: action.scopes, otherUser: true }),
        },
      ];
    case 'claimsChallenge':
      return [
        {
          title: vscode.l10n.t('Sign In as Required'),
          run: () => signIn(context, action.target, { claims: action.claims }),
        },
      ];
    case 'stepUp':
      return [
        { title: vscode.l10n.t('Sign In as Required'), run: () => signIn(context, action.target, { stepUp: action }) },
      ];
    case 'tokenForAudience':
      return [
        {
          title: vscode.l10n.t('Copy Token for {0}', safeText(nameOf(context, action), 12)),
          run: () => vscode.commands.executeCommand(commands.copyAccessToken, action.target),
        },
      ];
    case 'refresh':
      return [{ title: vscode.l10n.t('Refresh and Copy'), run: () => refreshAndCopy(context, action.target) }];
    case 'signIn':
      return [
        {
          title: vscode.l10n.t('Sign In'),
          run: () => vscode.commands.executeCommand(commands.signIn, action.target),
        },
      ];
    case 'editProfile':
      // No file holds the demo's profile.
      if (
        context.settings.profiles().some(({ name, origin }) => name === action.target?.profile && origin === 'demo')
      ) {
        return [];
      }
      return [
        {
          title: vscode.l10n.t('Edit Profile'),
          run: () => vscode.commands.executeCommand(commands.editProfiles, action.target),
        },
      ];
    case 'chooseToken':
    case 'wait':
      return [];
  }
}

/** Without the account that the label of a token may name: the sentence has it, and a button has no room. */
function nameOf({ settings }: CommandContext, { target, label }: { target: ExplainTarget; label: string }): string {
  const profile = settings.profiles().find(({ name }) => name === target.profile);
  const api = profile?.apis.find(({ name }) => name === target.api);
  return api === undefined ? label : apiLabel(api);
}

/** VS Code cuts long buttons. One that asks for the same once more does not look like the remedy. */
function scopesTitle({ scopes, consent }: ExplainAction & { readonly kind: 'signInWithScopes' }): string {
  const [first = '', ...others] = scopes;
  if (consent) return vscode.l10n.t('Ask Again Anyway');
  if (others.length > 0) return vscode.l10n.t('Sign In With These Scopes');
  return first.length > 14
    ? vscode.l10n.t('Sign In With This Scope')
    : vscode.l10n.t('Sign In With {0}', safeText(first, 14));
}

async function signIn(context: CommandContext, target: ExplainTarget, requirement: Requirement): Promise<void> {
  const profile = context.settings.profiles().find(({ name }) => name === target.profile);
  const api = profile?.apis.find(({ name }) => name === target.api);
  if (profile === undefined || api === undefined) return;
  const account = await accountOf(context, target);
  await signInAsRequired(
    context,
    { profile, api, ...(account !== undefined && { session: account.session }) },
    requirement,
  );
}

async function refreshAndCopy(context: CommandContext, target: ExplainTarget): Promise<void> {
  const account = await accountOf(context, target);
  const api = account?.profile.apis.find(({ name }) => name === target.api);
  if (account === undefined || api === undefined) return;
  if (await refreshApi(context, account, api)) await vscode.commands.executeCommand(commands.copyAccessToken, target);
}

async function accountOf(context: CommandContext, target: ExplainTarget): Promise<AccountTarget | undefined> {
  const profile = context.settings.profiles().find(({ name }) => name === target.profile);
  if (profile === undefined) return undefined;
  const { sessions } = await context.sessions.list();
  const session = sessionsOf(profile, sessions).find(({ id }) => id === target.account);
  return session === undefined ? undefined : { profile, session };
}
