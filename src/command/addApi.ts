import * as vscode from 'vscode';
import { commands, views } from '../contributions.ts';
import { discover } from '../oauth/metadata.ts';
import { apiName, apiSettings, beginApi, hasScopesBesides, type ApiDraft } from '../profile/draft.ts';
import { ownApi } from '../profile/apis.ts';
import type { Profile } from '../profile/profile.ts';
import { listed, saveMember } from '../profile/saveProfile.ts';
import { safeText } from '../token/display.ts';
import { nameFault } from './answerFaults.ts';
import { askApiStep, type ApiStep } from './askApi.ts';
import type { CommandContext } from './context.ts';
import { showDone } from './message.ts';
import { tellNotWritten } from './notWritten.ts';
import { askText, keep, type Outcome, type Place } from './quickStep.ts';
import { pickProfile, readArgument, resolveProfile } from './target.ts';

/** Milliseconds in which a server that is not known yet may say which scopes it has: nobody waits longer to be asked. */
const patience = 3000;

/** Adds one more API to a profile: asks how it is named, writes it where the profile stands, and leads to its first token. */
export async function addApi(context: CommandContext, argument: unknown): Promise<void> {
  const profile = await chooseProfile(context, argument);
  if (profile === undefined) return;
  const server = await discover(profile, { signal: AbortSignal.timeout(patience) }).catch(() => undefined);
  const answered = await ask(profile, beginApi(profile, server?.metadata));
  if (answered === undefined) return;
  await save(context, profile, answered, readArgument(argument)?.account);
}

/** No file holds the demo's profile. */
async function chooseProfile(context: CommandContext, argument: unknown): Promise<Profile | undefined> {
  if (readArgument(argument) !== undefined) {
    const named = await resolveProfile(context, argument);
    return named?.origin === 'demo' ? undefined : named;
  }
  const own = context.settings.profiles().filter(({ origin }) => origin === 'settings');
  return pickProfile(context, own, vscode.l10n.t('An API for which profile?'));
}

interface NewApi extends ApiDraft {
  name: string;
}

/** One question at a time, as far as the profile's other APIs leave them open. `undefined` when the user gave up. */
async function ask(profile: Profile, begun: ApiDraft): Promise<NewApi | undefined> {
  const added: NewApi = { ...begun, name: '' };
  const kind = begun.apiKind === undefined ? (['apiKind'] as const) : [];
  for (let index = 0; ;) {
    const scopes = hasScopesBesides(added) ? (['apiScopes'] as const) : [];
    const steps = [...kind, 'api', ...scopes, 'name'] as const;
    const step = steps[index];
    if (step === undefined) return added;
    const outcome = await askOne(step, added, profile, {
      title: vscode.l10n.t('Add API: {0}', safeText(profile.name)),
      step: index + 1,
      // How an API is named decides what else is asked.
      ...(step !== 'apiKind' && { totalSteps: steps.length }),
      back: index > 0,
    });
    if (outcome === 'cancelled') return undefined;
    index += outcome === 'back' ? -1 : 1;
  }
}

function askOne(step: ApiStep | 'name', added: NewApi, { apis }: Profile, place: Place): Promise<Outcome> {
  if (step !== 'name') return askApiStep(step, added, place, { optional: false });
  const taken = [ownApi, ...apis.map(({ name }) => name)];
  const asked = askText(place, {
    value: added.name === '' ? apiName(added) : added.name,
    placeholder: vscode.l10n.t('name of the API'),
    prompt: vscode.l10n.t('A name for this API: the tree shows it, tasks and other extensions use it.'),
    fault: (value) =>
      nameFault(value, taken, vscode.l10n.t('The profile has an API of this name already. Choose another one.')),
  });
  return keep(asked, (name) => {
    added.name = name;
  });
}

async function save(context: CommandContext, profile: Profile, added: NewApi, account?: string): Promise<void> {
  const { name } = profile;
  try {
    await saveMember(name, 'apis', added.name, apiSettings(added) ?? {});
    await listed(context.settings, (one) => one.name === name && one.apis.some((api) => api.name === added.name));
  } catch (error) {
    tellNotWritten(context, error, name, () => save(context, profile, added, account));
    return;
  }
  void vscode.commands.executeCommand(`${views.tokens}.focus`);
  const copy = vscode.l10n.t('Copy Access Token');
  void showDone(vscode.l10n.t('The profile “{0}” has the API “{1}” now.', name, added.name), copy).then((chosen) => {
    if (chosen !== copy) return undefined;
    const target = { profile: name, api: added.name, ...(account !== undefined && { account }) };
    return vscode.commands.executeCommand(commands.copyAccessToken, target);
  });
}
