import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { belongsTo, profileOf, sessionsOf } from '../session/sessionsOf.ts';
import { safeText } from '../token/display.ts';
import { apiDescription } from '../view/apiText.ts';
import { withoutIcons } from '../view/inert.ts';
import type { CommandContext } from './context.ts';
import { offerFirstSteps } from './firstSteps.ts';
import { showInformation } from './message.ts';
import { sayUnknown, type NoTarget, type Unknown } from './noTarget.ts';
import { tellUnseen } from './unseen.ts';

/** The optional argument of `signIn`, `copyAccessToken`, `refresh` and `getAccessToken`. */
export interface TargetArgument {
  readonly profile: string;
  readonly api?: string;
  /** A session's id, its label (mostly the e-mail address) or its subject. */
  readonly account?: string;
  /** Said by the tree's own rows to `signIn`: asks for consent, though it was given before (OpenID Connect Core §3.1.2.1). */
  readonly prompt?: 'consent';
  /** Said by the tree's own rows to `signIn`: whoever the person chooses is to sign in. */
  readonly otherUser?: true;
  /** Said by a message's button to `signIn`: whoever is signed in in the browser, without a question where that can be. */
  readonly silentFirst?: true;
}

/** One API of one profile, and the account whose token is wanted, if somebody is signed in. */
export interface ApiTarget {
  readonly profile: Profile;
  readonly api: Api;
  readonly session?: Session;
}

/** The target in the words of a command's argument. */
export function targetArgument({ profile, api, session }: ApiTarget): TargetArgument {
  return { profile: profile.name, api: api.name, ...(session !== undefined && { account: session.id }) };
}

/** One signed-in account of a profile. */
export interface AccountTarget {
  readonly profile: Profile;
  readonly session: Session;
}

/**
 * Takes the argument of a command, which is a row of the tree, an object of somebody else's making, or nothing.
 *
 * @throws Error when the argument has another shape: its author must read that.
 */
export function readArgument(argument: unknown): TargetArgument | undefined {
  if (argument === undefined || argument === null) return undefined;
  const value = isRow(argument) ? (argument as { target: unknown }).target : argument;
  if (!isRecord(value)) throw invalidArgument();
  const { profile, api, account, prompt, otherUser, silentFirst } = value;
  if (typeof profile !== 'string') {
    // A row that belongs to no profile, or the tree's own title button.
    if ('id' in value || Object.keys(value).length === 0) return undefined;
    throw invalidArgument();
  }
  if (![api, account].every((part) => part === undefined || typeof part === 'string')) throw invalidArgument();
  return {
    profile,
    ...(typeof api === 'string' ? { api } : {}),
    ...(typeof account === 'string' ? { account } : {}),
    ...(prompt === 'consent' ? { prompt } : {}),
    ...(otherUser === true ? { otherUser } : {}),
    ...(silentFirst === true ? { silentFirst } : {}),
  };
}

/** Whether the argument of a command is a row of the tree: nobody's own words for an account. */
export function isRow(argument: unknown): boolean {
  return isRecord(argument) && isRecord(argument['target']);
}

/** Finds the profile that is meant, asking where there are several. `undefined` when the user chose none. */
export async function resolveProfile(context: CommandContext, argument: unknown): Promise<Profile | undefined> {
  const wanted = readArgument(argument);
  const profiles = context.settings.profiles();
  if (wanted !== undefined) {
    const found = profiles.find(({ name }) => name === wanted.profile);
    if (found === undefined) await sayUnknown(context, 'unknownProfile', wanted);
    return found;
  }
  return pickProfile(context, profiles, vscode.l10n.t('Which profile?'));
}

/** Asks which is meant, where there are several; where there is none, offers what leads to one. */
export async function pickProfile(
  context: CommandContext,
  profiles: readonly Profile[],
  title: string,
): Promise<Profile | undefined> {
  if (profiles.length === 0) {
    offerFirstSteps(context);
    return undefined;
  }
  return pick(
    profiles.map((profile) => ({ label: profile.name, description: profile.issuer, value: profile })),
    title,
  );
}

/** Finds the API and account that are meant, asking where there are several. `undefined` when the user chose none. */
export async function resolveApi(context: CommandContext, argument: unknown): Promise<ApiTarget | undefined> {
  const found = await findApi(context, argument);
  return typeof found === 'string' ? undefined : found;
}

/** As `resolveApi`, but says why there is none, of which the user has read then, with a button where one mends it. */
export async function findApi(context: CommandContext, argument: unknown): Promise<ApiTarget | NoTarget> {
  const wanted = readArgument(argument);
  const profiles = context.settings.profiles();
  if (wanted === undefined && profiles.length === 0) {
    offerFirstSteps(context);
    return 'noProfile';
  }
  const { sessions } = await context.sessions.list();
  if (wanted === undefined) {
    return (await pickApi(profiles.flatMap((profile) => apiTargets(profile, sessions)))) ?? 'noneChosen';
  }
  const found = fitting(profiles, sessions, wanted);
  if (typeof found !== 'string') return (await pickApi(found)) ?? 'noneChosen';
  await sayUnknown(context, found, wanted);
  return found;
}

/** Every API and account that a request leaves open, or which of its words nothing answers to. Asks nobody. */
export function fitting(
  profiles: readonly Profile[],
  sessions: readonly Session[],
  wanted: TargetArgument,
): readonly ApiTarget[] | Unknown {
  const profile = profiles.find(({ name }) => name === wanted.profile);
  if (profile === undefined) return 'unknownProfile';
  if (wanted.api !== undefined && !profile.apis.some(({ name }) => name === wanted.api)) return 'unknownApi';
  const targets = apiTargets(profile, sessions, wanted);
  return targets.length === 0 ? 'unknownAccount' : targets;
}

/** Finds the account that is meant, asking where there are several. */
export async function resolveAccount(context: CommandContext, argument: unknown): Promise<AccountTarget | undefined> {
  const wanted = readArgument(argument);
  const { sessions } = await context.sessions.list();
  const profiles = context.settings.profiles().filter(({ name }) => wanted === undefined || name === wanted.profile);
  const targets = sessions
    .filter((session) => isWanted(session, wanted?.account))
    .flatMap((session) => {
      // Profiles of the same issuer and client share their accounts; each account is one answer.
      const fitting = profiles.filter((profile) => belongsTo(session, profile));
      const profile = fitting.find(({ name }) => name === session.profile) ?? profileOf(session, fitting) ?? fitting[0];
      return profile === undefined ? [] : [{ profile, session }];
    });
  if (targets.length === 0) {
    if (await tellUnseen(context)) return undefined;
    showInformation(vscode.l10n.t('Nobody is signed in.'));
    return undefined;
  }
  return pick(
    targets.map((target) => ({ label: target.session.label, description: target.profile.name, value: target })),
    vscode.l10n.t('Which account?'),
  );
}

/** Asks which is meant, where there are several. */
export async function pickApi(targets: readonly ApiTarget[]): Promise<ApiTarget | undefined> {
  const [first] = targets;
  if (first !== undefined && targets.every(({ profile, api }) => profile === first.profile && api === first.api)) {
    return pick(
      targets.map((target) => ({
        label: target.session?.label ?? vscode.l10n.t('nobody is signed in'),
        description: apiDescription(target.session, target.profile, target.api),
        value: target,
      })),
      vscode.l10n.t('Which account?'),
    );
  }
  const severalProfiles = new Set(targets.map(({ profile }) => profile.name)).size > 1;
  return pick(
    targets.map((target) => ({
      label: severalProfiles ? `${target.profile.name}: ${target.api.name}` : target.api.name,
      description: apiDescription(target.session, target.profile, target.api),
      detail: target.session?.label ?? vscode.l10n.t('nobody is signed in'),
      value: target,
    })),
    vscode.l10n.t('The token of which API?'),
  );
}

/** Every API of the profile, for every account, that the argument leaves open. */
export function apiTargets(profile: Profile, sessions: readonly Session[], wanted?: TargetArgument): ApiTarget[] {
  const apis = profile.apis.filter(({ name }) => wanted?.api === undefined || name === wanted.api);
  const accounts = sessionsOf(profile, sessions);
  if (accounts.length === 0 && wanted?.account === undefined) return apis.map((api) => ({ profile, api }));
  return accounts
    .filter((session) => isWanted(session, wanted?.account))
    .flatMap((session) => apis.map((api) => ({ profile, api, session })));
}

function isWanted(session: Session, account: string | undefined): boolean {
  return account === undefined || [session.id, session.label, session.subject].includes(account);
}

/** Never asks when there is only one answer. */
export async function pick<T>(items: (vscode.QuickPickItem & { value: T })[], title: string): Promise<T | undefined> {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only.value;
  const chosen = await vscode.window.showQuickPick(items.map(inert), {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
    // Whoever comes back from the browser finds it open.
    ignoreFocusOut: true,
  });
  return chosen?.value;
}

/** The names of profiles, APIs and accounts are other people's words. */
function inert<T extends vscode.QuickPickItem>(item: T): T {
  const shown = (text: string): string => withoutIcons(safeText(text));
  return {
    ...item,
    label: shown(item.label),
    ...(item.description === undefined ? {} : { description: shown(item.description) }),
    ...(item.detail === undefined ? {} : { detail: shown(item.detail) }),
  };
}

function invalidArgument(): Error {
  return new Error(vscode.l10n.t('Token Inspector takes an argument of the form {0}.', '{ profile, api?, account? }'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
