import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { safeText } from '../token/display.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';
import { tellUnseen } from './unseen.ts';

/** The name of the profile that the demo provider brings. */
const demoProfile = 'demo';

/** Which word of a request nothing answers to. */
export type Unknown = 'unknownProfile' | 'unknownApi' | 'unknownAccount';

/** Why there is no API: nothing answers to the request, nothing can be asked for yet, or the user chose nothing. */
export type NoTarget = Unknown | 'noProfile' | 'noneChosen';

/** Whoever asked by these words may be anybody. */
interface Words {
  readonly profile: string;
  readonly api?: string;
  readonly account?: string;
}

/** The sentence for whoever asked. Names are shown safely; a link in them is not taken out. */
export function unknownText(unknown: Unknown, { profile, api = '', account = '' }: Words): string {
  const name = safeText(profile);
  switch (unknown) {
    case 'unknownProfile':
      return vscode.l10n.t('There is no usable profile “{0}”.', name);
    case 'unknownApi':
      return vscode.l10n.t('The profile {0} has no API “{1}”.', name, safeText(api));
    case 'unknownAccount':
      return vscode.l10n.t('No account “{0}” is signed in at {1}.', safeText(account), name);
  }
}

/** Says it to the user, with a button where one mends it. */
export async function sayUnknown(context: CommandContext, unknown: Unknown, words: Words): Promise<void> {
  if (unknown === 'unknownProfile') return sayUnknownProfile(context, words);
  if (unknown === 'unknownAccount' && (await tellUnseen(context))) return;
  void showError(unknownText(unknown, words));
}

async function sayUnknownProfile(context: CommandContext, words: Words): Promise<void> {
  const { sessions } = await context.sessions.list();
  if (sessions.some(({ demo, profile }) => demo === true && profile === words.profile)) {
    const start = vscode.l10n.t('Start It Again');
    const message = vscode.l10n.t('The demo provider stopped with the window that it ran in.');
    void showError(message, start).then((chosen) => {
      if (chosen === start) void vscode.commands.executeCommand(commands.tryDemo);
    });
    return;
  }
  // A task is refused in the words of `unknownText`, which VS Code shows too: here is what leads on.
  const edit = vscode.l10n.t('Edit Profiles');
  const demo = vscode.l10n.t('Try the Demo Provider');
  void showError(
    wayOn(
      safeText(words.profile),
      context.settings.profiles().map(({ name }) => safeText(name)),
    ),
    ...(words.profile === demoProfile ? [demo] : []),
    edit,
  ).then((chosen) => {
    if (chosen === edit) void vscode.commands.executeCommand(commands.editProfiles);
    if (chosen === demo) void vscode.commands.executeCommand(commands.tryDemo);
  });
}

function wayOn(name: string, known: readonly string[]): string {
  if (name === demoProfile) {
    return vscode.l10n.t('The profile “{0}” was asked for. It is there while the demo provider runs.', name);
  }
  return known.length === 0
    ? vscode.l10n.t('The profile “{0}” was asked for. There is none that can be used.', name)
    : vscode.l10n.t(
        'The profile “{0}” was asked for. There is: {1}.',
        name,
        known.map((one) => vscode.l10n.t('“{0}”', one)).join(', '),
      );
}
