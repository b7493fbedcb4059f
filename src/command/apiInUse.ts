import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { safeText } from '../token/display.ts';
import { apiDescription, apiLabel } from '../view/apiText.ts';
import { withoutIcons } from '../view/inert.ts';
import { rowId } from '../view/node.ts';
import { accessTokenContext } from '../view/sessionTokens.ts';
import type { CommandContext } from './context.ts';
import { known } from './known.ts';
import { apiTargets, resolveApi, targetArgument, type ApiTarget, type TargetArgument } from './target.ts';

interface Action extends vscode.QuickPickItem {
  run(): unknown;
}

interface Separator extends vscode.QuickPickItem {
  readonly run?: never;
}

/** Offers everything that can be done with the API in use, or, where none is, with the one that is chosen. */
export async function apiInUse(context: CommandContext): Promise<void> {
  const target = (await context.inUse.current()) ?? (await resolveApi(context, undefined));
  if (target === undefined) return;
  const { profile, api, session } = target;
  const lifetime = apiDescription(session, profile, api);
  const title = [apiLabel(api), ...(session === undefined ? [] : [safeText(session.label)]), lifetime].join(' · ');
  const chosen = await vscode.window.showQuickPick(await actions(context, target), { title });
  await chosen?.run?.();
}

async function actions(context: CommandContext, target: ApiTarget): Promise<(Action | Separator)[]> {
  const { profile, api, session } = target;
  const argument = targetArgument(target);
  const token = session && accessTokenFor(session, profile, api);
  const command = (icon: string, label: string, id: string, given: TargetArgument | undefined = argument): Action => ({
    label: `$(${icon}) ${label}`,
    run: () => vscode.commands.executeCommand(id, given),
  });
  const facts = await known(context);
  // Where there is no token yet, each of them asks for one.
  const row = session && token && { token: () => accessTokenContext({ profile, session, ...facts }, api, token) };
  const ofToken = (icon: string, label: string, id: string): Action => ({
    label: `$(${icon}) ${label}`,
    run: () => vscode.commands.executeCommand(id, row),
  });
  const others = await hasOthers(context);
  return [
    separator(vscode.l10n.t('use it')),
    command('copy', vscode.l10n.t('Copy Access Token'), commands.copyAccessToken),
    command('copy', vscode.l10n.t('Copy Access Token As…'), commands.copyAs),
    ...(token?.dpopKey === undefined
      ? []
      : [command('shield', vscode.l10n.t('Copy DPoP Proof…'), commands.copyDpopProof)]),
    command('terminal', vscode.l10n.t('Terminal With Access Token'), commands.openTerminal),
    command('terminal', vscode.l10n.t('Use Access Token in Another Shell…'), commands.useInAnotherShell),
    command('save', vscode.l10n.t('Write Access Token to Environment File…'), commands.writeEnvironmentFile),
    ...(session === undefined || session.ended !== undefined
      ? []
      : [command('refresh', vscode.l10n.t('Refresh'), commands.refresh)]),
    ...(others
      ? [
          {
            label: `$(arrow-swap) ${vscode.l10n.t('Copy the Token of Another API or Account…')}`,
            run: () => vscode.commands.executeCommand(commands.copyAccessToken),
          },
        ]
      : []),
    separator(vscode.l10n.t('look into it')),
    ...(session === undefined || token === undefined
      ? []
      : [
          {
            label: `$(search) ${vscode.l10n.t('Show What It Says')}`,
            run: () => context.revealApi(rowId('api', profile.name, session.id, api.name)),
          },
        ]),
    command('question', vscode.l10n.t('Explain API Error…'), commands.explainError),
    ofToken('go-to-file', vscode.l10n.t('Open Decoded'), commands.openDecoded),
    ofToken('diff', vscode.l10n.t('Compare Tokens…'), commands.compareTokens),
    ofToken('key', vscode.l10n.t('Check Signature With a Key…'), commands.checkSignature),
    ofToken('beaker', vscode.l10n.t('Make a Test Token…'), commands.makeTestToken),
    separator(vscode.l10n.t('account and profile')),
    command('sign-in', vscode.l10n.t('Sign In With…'), commands.signInWith, { profile: profile.name }),
    ...(session === undefined
      ? []
      : [
          {
            ...command('sign-out', vscode.l10n.t('Sign Out'), commands.signOut),
            description: withoutIcons(safeText(session.label)),
          },
        ]),
    ...(profile.origin === 'demo'
      ? []
      : [command('gear', vscode.l10n.t('Edit Profile'), commands.editProfiles, { profile: profile.name })]),
  ];
}

function separator(label: string): Separator {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function hasOthers(context: CommandContext): Promise<boolean> {
  const { sessions } = await context.sessions.list();
  return context.settings.profiles().flatMap((profile) => apiTargets(profile, sessions, undefined)).length > 1;
}
