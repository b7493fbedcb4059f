import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { sentenceFor } from '../command/getAccessToken.ts';
import type { SignInOptions } from '../command/flow/run.ts';
import { insteadOfRefresh } from '../command/insteadOfRefresh.ts';
import { showWarning } from '../command/message.ts';
import { report } from '../command/report.ts';
import { signInAndTell } from '../command/signIn.ts';
import { endSession } from '../command/signOut.ts';
import { apiTargets, pickApi, resolveApi, type ApiTarget } from '../command/target.ts';
import { tokenBySignIn } from '../command/tokenBySignIn.ts';
import { unseenSessions } from '../command/unseen.ts';
import { withPrompt } from '../command/promptedSignIn.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import { extraScopesOf } from '../session/accessTokens.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { profileOf, sessionsOf } from '../session/sessionsOf.ts';
import { safeText, safeValue } from '../token/display.ts';
import { withoutLinks } from '../view/inert.ts';
import { apiLabel } from '../view/apiText.ts';
import { type Accounts, authenticationSession, labelsOf, usableSessions } from './accounts.ts';
import { missingScopes, SilentTokens } from './silentTokens.ts';
import { apisFor, readRequest, type AuthenticationRequest, type WantedApi } from './authenticationRequest.ts';

const choicesKey = 'tokenInspector.authentication.choices';

type AccountHint = vscode.AuthenticationSessionAccountInformation | undefined;

/** What `vscode.authentication` does for other extensions. Consent, preferences and the menu are VS Code's own. */
export class AuthenticationProvider {
  readonly #context: CommandContext;
  readonly #accounts: Accounts;
  /** Which API a request meant that named none: names alone. */
  readonly #memory: vscode.Memento;
  readonly #silent: SilentTokens;

  constructor(context: CommandContext, accounts: Accounts, memory: vscode.Memento) {
    this.#context = context;
    this.#accounts = accounts;
    this.#memory = memory;
    this.#silent = new SilentTokens(context);
  }

  /**
   * Sessions whose token is fresh or becomes so without a person. Where the request leaves open which API it means,
   * there is none, and nobody is asked for anything.
   *
   * @throws Error with a sentence, when the server, the network or the store failed
   */
  async getSessions(scopes: readonly string[], account: AccountHint): Promise<readonly vscode.AuthenticationSession[]> {
    const request = readRequest(scopes);
    const wanted = this.#meant(scopes, request);
    if (wanted === undefined) return [];
    const sessions = await usableSessions(this.#context);
    const accounts = sessionsOf(wanted.profile, sessions).filter(({ id }) => isMeant(id, account));
    const labels = labelsOf(sessions);
    const tries = await Promise.allSettled(
      accounts.map(async (session) => {
        const token = await this.#silent.token({ ...wanted, session }, request.scopes);
        return token && authenticationSession(session, labels.get(session.id) ?? '', scopes, token.value);
      }),
    );
    const found = tries.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : []));
    if (found.length > 0) return found;
    const failure = tries.find((one) => one.status === 'rejected');
    const reason: unknown = failure?.reason ?? (await unseenSessions(this.#context));
    if (reason === undefined) return [];
    throw await sentenceFor(this.#context, reason, wanted);
  }

  /**
   * Signs in, or picks a token that is there where the request leaves open which is meant.
   *
   * @throws CancellationError when the user declined, Error with a sentence when it failed
   */
  async createSession(scopes: readonly string[], account: AccountHint): Promise<vscode.AuthenticationSession> {
    return this.#accounts.signingIn(async () => {
      const request = readRequest(scopes);
      const target = await this.#choose(scopes, request, account);
      if (target === undefined) throw new vscode.CancellationError();
      const { session } = target;
      const asked = this.#meant(scopes, request) === undefined;
      const kept = asked && session !== undefined ? await this.#silent.token(target, request.scopes) : undefined;
      const got =
        kept === undefined || session === undefined
          ? await this.#signIn(target, request, account)
          : { session, token: kept };
      if (asked) await this.#remember(scopes, target);
      const label = labelsOf(await usableSessions(this.#context)).get(got.session.id) ?? '';
      return authenticationSession(got.session, label, scopes, got.token.value);
    });
  }

  /** Signs out this account alone. VS Code has asked the user. */
  async removeSession(id: string): Promise<void> {
    const session = (await this.#context.sessions.list()).sessions.find((one) => one.id === id);
    if (session === undefined) return;
    const profile = profileOf(session, this.#context.settings.profiles());
    if (profile === undefined) return;
    try {
      await endSession(this.#context, { profile, session });
    } catch (error) {
      throw await sentenceFor(this.#context, error, { profile, api: profile.apis[0] });
    }
    await this.#accounts.update();
  }

  /** The one API that the request means, by its words or by what the user chose for the same words before. */
  #meant(scopes: readonly string[], request: AuthenticationRequest): WantedApi | undefined {
    const fitting = apisFor(request, this.#context.settings.profiles());
    const [only] = fitting;
    if (fitting.length === 1) return only;
    const choice = this.#choices()[nameOf(scopes)];
    return fitting.find(({ profile, api }) => choice?.[0] === profile.name && choice[1] === api.name);
  }

  async #choose(scopes: readonly string[], request: AuthenticationRequest, account: AccountHint) {
    const profiles = this.#context.settings.profiles();
    const fitting = apisFor(request, profiles);
    if (fitting.length === 0) return this.#sayUnknown(request);
    const { sessions } = await this.#context.sessions.list();
    const meant = this.#meant(scopes, request);
    if (meant !== undefined) {
      const session = sessionsOf(meant.profile, sessions).find(({ id }) => id === account?.id);
      return { ...meant, ...(session !== undefined && { session }) };
    }
    const targets = fitting.flatMap(({ profile, api }) =>
      apiTargets(profile, sessions, { profile: profile.name, api: api.name }),
    );
    const meantToo = targets.filter(({ session }) => session === undefined || isMeant(session.id, account));
    return pickApi(meantToo.length > 0 ? meantToo : targets);
  }

  /** With the buttons that the commands have for it. */
  async #sayUnknown({ profile, api }: AuthenticationRequest): Promise<undefined> {
    if (profile === undefined && api !== undefined && this.#context.settings.profiles().length > 0) {
      throw new Error(vscode.l10n.t('No profile has an API “{0}”.', safeText(api)));
    }
    await resolveApi(this.#context, profile === undefined ? undefined : { profile, ...(api !== undefined && { api }) });
    return undefined;
  }

  async #signIn(
    target: ApiTarget,
    request: AuthenticationRequest,
    account: AccountHint,
  ): Promise<{ session: Session; token: AccessToken }> {
    const { profile, api } = target;
    const options = await this.#signInOptions(target, request, account);
    try {
      const { session, token } = await tokenBySignIn(this.#context, profile, api, options);
      const refused = missingScopes(token, { profile, api, session }, request.scopes);
      if (!refused) {
        this.#context.inUse.note(profile, api, session);
        return { session, token };
      }
      const message = vscode.l10n.t(
        'Signed in, but the server did not grant {0} for {1}, which another extension asked for. The user or the client lacks the permission, and only the authorization server can give it.',
        safeValue(refused),
        apiLabel(api),
      );
      showWarning(message);
      throw new Error(withoutLinks(message));
    } catch (error) {
      if (error instanceof OAuthFailure && error.code === 'cancelled') throw new vscode.CancellationError();
      if (!(error instanceof OAuthFailure)) throw await sentenceFor(this.#context, error, target);
      const again = (other: SignInOptions) => () => signInAndTell(this.#context, profile, api, other);
      report(this.#context, error, profile, {
        ...{ tryAgain: again(options), signIn: again(options), api },
        signInWith: (prompt) => again(withPrompt(options, prompt))(),
      });
      throw await sentenceFor(this.#context, error, target);
    }
  }

  /** Who is asked for a new session though one is at hand is to show who they are once more, or to be somebody else. */
  async #signInOptions(
    target: ApiTarget,
    request: AuthenticationRequest,
    account: AccountHint,
  ): Promise<SignInOptions> {
    const { profile, api, session } = target;
    const { sessions } = await this.#context.sessions.list();
    const accounts = sessionsOf(profile, sessions).filter(({ id }) => isMeant(id, session ?? account));
    const atHand = await Promise.allSettled(
      accounts.map((one) => this.#silent.token({ profile, api, session: one }, request.scopes)),
    );
    const again = atHand.some((one) => one.status === 'fulfilled' && one.value !== undefined);
    const asksForMore = request.scopes.some((scope) => !api.scopes.includes(scope));
    const options = insteadOfRefresh(target, !again && !asksForMore);
    const kept = session === undefined ? [] : extraScopesOf(session, profile, api);
    return {
      ...options,
      ...(session === undefined && { silentFirst: !again && !asksForMore && accounts.length > 0 }),
      scopes: [...new Set([...kept, ...request.scopes])],
      ...(again && { prompt: 'login' }),
    };
  }

  #choices(): Readonly<Record<string, readonly [profile: string, api: string]>> {
    return this.#memory.get(choicesKey, {});
  }

  async #remember(scopes: readonly string[], { profile, api }: WantedApi): Promise<void> {
    await this.#memory.update(choicesKey, { ...this.#choices(), [nameOf(scopes)]: [profile.name, api.name] });
  }
}

function isMeant(id: string, account: { readonly id: string } | undefined): boolean {
  return account === undefined || account.id === id;
}

function nameOf(scopes: readonly string[]): string {
  return JSON.stringify([...scopes].sort());
}
