import * as vscode from 'vscode';
import { views } from '../contributions.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import {
  beginDraft,
  isNeeded,
  stepAfter,
  stepIds,
  stepsAfter,
  toSettings,
  type Draft,
  type StepId,
} from '../profile/draft.ts';
import type { Profile } from '../profile/profile.ts';
import { listed, saveProfile } from '../profile/saveProfile.ts';
import { changeTitle, stepToChange } from './addProfileChange.ts';
import { askStart } from './addProfileStart.ts';
import { askStep } from './addProfileSteps.ts';
import type { Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import { showDone } from './message.ts';
import { tellNotWritten } from './notWritten.ts';
import type { Outcome, Place } from './quickStep.ts';
import { report } from './report.ts';
import { offerCopy } from './signIn.ts';

/** What was answered so far, kept until the profile is there: Escape loses nothing. */
interface Progress {
  readonly input: string;
  readonly draft: Draft;
  /** The name under which it is in the settings already, after a sign-in that failed. */
  saved?: string;
}

/** The questions that say which API a token is for, in their order. */
const apiSteps: readonly StepId[] = ['apiKind', 'api', 'apiScopes'];

/** The wizard that makes a profile of an address: one question at a time, the sign-in at the end. */
export class AddProfile {
  readonly #context: CommandContext;
  #progress: Progress | undefined;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async run(): Promise<void> {
    // What is in the settings is theirs: the next profile is another one.
    if (this.#progress?.saved !== undefined) this.#progress = undefined;
    await this.#ask('start');
  }

  /**
   * Asks from one question on.
   *
   * @param last the question after which everything is known again; absent: all that are needed.
   */
  async #ask(first: StepId, last?: StepId): Promise<void> {
    let end = last;
    let step: StepId | undefined = first;
    const before = this.#progress?.draft;
    const shown =
      before === undefined ? [] : stepIds.slice(0, stepIds.indexOf(first)).filter((id) => this.#needed(id, before));
    if (first !== 'start' && before?.found.has('start') === true) shown.unshift('start');
    while (step !== undefined) {
      const asked: StepId = step;
      const progress: Progress | undefined = this.#progress;
      const outcome = await this.#askOne(asked, this.#place(asked, shown.length));
      if (outcome === 'cancelled') return;
      if (outcome === 'back') {
        step = shown.pop();
        continue;
      }
      // Another server: what was answered about the one before counts no more.
      if (this.#progress !== progress) {
        if (end !== undefined) this.#replace(progress);
        end = undefined;
      }
      shown.push(asked);
      const draft: Draft | undefined = this.#progress?.draft;
      // A client is registered for all that the profile asks for.
      if (draft?.registering === true) end = undefined;
      const next: StepId | undefined = draft === undefined ? undefined : stepAfter(asked, draft, hasWorkspace());
      const done = end !== undefined && next !== undefined && stepIds.indexOf(next) > stepIds.indexOf(end);
      step = done ? undefined : next;
    }
    if (this.#progress !== undefined) await this.#finish(this.#progress);
  }

  async #askOne(step: StepId, place: Place): Promise<Outcome> {
    const progress = this.#progress;
    if (step !== 'start') {
      return progress === undefined ? 'cancelled' : askStep(step, progress.draft, place, this.#taken(progress.saved));
    }
    const answer = await askStart(place, progress?.input ?? '');
    if (typeof answer === 'string') return answer;
    const { input, start, server } = answer.value;
    const same = progress !== undefined && progress.input === input && progress.draft.issuer === server.issuer;
    if (!same) this.#progress = { input, draft: beginDraft(start, server, this.#taken()) };
    return 'next';
  }

  /** The profile that could not sign in gets the other server; it is not left beside a second one. */
  #replace(older: Progress | undefined): void {
    const progress = this.#progress;
    if (progress === undefined || older?.saved === undefined) return;
    progress.saved = older.saved;
    progress.draft.name = older.draft.name;
    progress.draft.target = older.draft.target;
  }

  #place(step: StepId, before: number): Place {
    const draft = step === 'start' ? undefined : this.#progress?.draft;
    const after = draft && stepsAfter(step, draft, hasWorkspace());
    const provider = draft?.preset?.name ?? (draft === undefined ? undefined : new URL(draft.issuer).host);
    return {
      title: provider === undefined ? vscode.l10n.t('Add Profile') : vscode.l10n.t('Add Profile: {0}', provider),
      step: before + 1,
      ...(after !== undefined && { totalSteps: before + 1 + after }),
      back: before > 0,
    };
  }

  #needed(step: StepId, draft: Draft): boolean {
    return isNeeded(step, draft, hasWorkspace());
  }

  /** Names that the new profile cannot have: a broken profile's included. */
  #taken(own?: string): readonly string[] {
    const { settings } = this.#context;
    const broken = settings.problems().flatMap(({ path }) => (typeof path[1] === 'string' ? [path[1]] : []));
    return [...settings.profiles().map(({ name }) => name), ...broken].filter((name) => name !== own);
  }

  async #finish(progress: Progress): Promise<void> {
    const { draft } = progress;
    let profile: Profile;
    try {
      await saveProfile(draft.name, toSettings(draft), draft.target);
      progress.saved = draft.name;
      profile = await listed(
        this.#context.settings,
        ({ name, issuer, clientId }) => name === draft.name && issuer === draft.issuer && clientId === draft.clientId,
      );
    } catch (error) {
      tellNotWritten(this.#context, error, draft.name, () => this.#finish(progress));
      return;
    }
    void vscode.commands.executeCommand(`${views.tokens}.focus`);
    await this.#keepSecret(progress, profile);
  }

  /** The one of a client that was just registered: nobody has seen it, so nobody could be asked for it. */
  async #keepSecret(progress: Progress, profile: Profile): Promise<void> {
    const { draft } = progress;
    if (draft.clientSecret !== undefined) {
      try {
        // In a window that cannot see the sealing key yet, a write of any secret would take it from the others.
        await this.#context.sessions.prepare();
        await this.#context.secrets.keep(profile, draft.clientSecret);
      } catch (error) {
        const again = (): Promise<void> => this.#keepSecret(progress, profile);
        report(this.#context, error, profile, { tryAgain: again, signIn: again });
        return;
      }
      delete draft.clientSecret;
    }
    await this.#signIn(progress, profile);
  }

  async #signIn(progress: Progress, profile: Profile): Promise<void> {
    const [api] = profile.apis;
    try {
      const session = await this.#context.signIns.signIn(profile, api);
      if (this.#progress === progress) this.#progress = undefined;
      offerCopy(profile, api, session);
    } catch (error) {
      const again = (): Promise<void> => this.#signIn(progress, profile);
      const change = (step: StepId): Button => ({ title: changeTitle(step), run: () => this.#change(progress, step) });
      // A server that does not know the redirect URI says so in the browser and never comes back.
      if (isCancelled(error)) this.#tellSaved(profile, again, change('redirect'));
      else {
        report(this.#context, error, profile, {
          ...{ tryAgain: again, signIn: again, api },
          change: (key) => {
            const step = stepToChange(error, key);
            return step === undefined ? undefined : change(step);
          },
        });
      }
    }
  }

  #change(progress: Progress, step: StepId): Promise<void> {
    this.#progress = progress;
    if (step !== 'api') return this.#ask(step, step);
    // What was found in a pasted text is no better than what was answered.
    for (const asked of apiSteps) progress.draft.found.delete(asked);
    return this.#ask(progress.draft.preset === undefined ? 'apiKind' : 'api', apiSteps.at(-1));
  }

  /** Cancelling is no failure, but mostly the answer to a page of the provider that refused something. */
  #tellSaved(profile: Profile, again: () => unknown, change: Button): void {
    // Whoever took it out of the settings in the meantime has ended the sign-in by that.
    if (!this.#context.settings.profiles().some(({ name }) => name === profile.name)) return;
    const signIn = vscode.l10n.t('Sign In');
    void showDone(
      vscode.l10n.t('The profile “{0}” is saved; nobody is signed in yet.', profile.name),
      signIn,
      change.title,
    ).then((chosen) => {
      if (chosen === signIn) return again();
      return chosen === change.title ? change.run() : undefined;
    });
  }
}

/** What is kept in a workspace that nobody trusts does not count. */
function hasWorkspace(): boolean {
  return vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}

function isCancelled(error: unknown): boolean {
  return error instanceof OAuthFailure && error.code === 'cancelled';
}
