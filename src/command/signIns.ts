import { contextKeys } from '../contributions.ts';
import { OAuthFailure, ofProfile } from '../oauth/failure.ts';
import { flowsFor } from '../oauth/flows.ts';
import { authority } from '../profile/authority.ts';
import type { Api, Profile, Subject } from '../profile/profile.ts';
import type { ClientSecrets } from '../profile/clientSecret.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { asSigner, signsAssertions } from '../profile/signer.ts';
import { extraScopesOf, withScopes } from '../session/accessTokens.ts';
import type { Session } from '../session/session.ts';
import { isForClient } from '../session/sessionsOf.ts';
import type { Sessions } from '../session/sessions.ts';
import { reach } from '../view/milestones.ts';
import { AddressBox } from './flow/addressBox.ts';
import { runFlow } from './flow/all.ts';
import type { SignInOptions } from './flow/run.ts';
import { mayBeOtherUser, promptForOtherUser } from './promptedSignIn.ts';
import { surroundingsOf } from './surroundings.ts';

interface Waiting {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** Runs one sign-in at a time: a new one takes the place of the one that waits, as a person who starts again means it. */
export class SignIns {
  /** Takes the browser's answer from the person's hands. */
  readonly addressBox = new AddressBox();
  readonly #settings: ProfileSettings;
  readonly #sessions: Sessions;
  readonly #secrets: ClientSecrets;
  readonly #allowRedirectUri: (profile: Profile, uri: string) => boolean;
  readonly #log: (message: string) => void;
  readonly #onOtherUser: (profile: Profile, session: Session, fromTree: boolean) => void;
  /** Where the last sign-in that asked silently failed: there the next one asks the person at once. */
  readonly #notSilently = new Set<string>();
  /** Where the last sign-in brought another account than it was for: there the next one lets the person choose. */
  readonly #othersCame = new Set<string>();
  #waiting: Waiting | undefined;

  /**
   * @param allowRedirectUri whether the profile's server takes a redirect URI that is not the profile's own: only the
   *   demo provider can be asked to.
   * @param onOtherUser called after a sign-in of whoever the person chose.
   */
  constructor(
    settings: ProfileSettings,
    sessions: Sessions,
    secrets: ClientSecrets,
    allowRedirectUri: (profile: Profile, uri: string) => boolean,
    log: (message: string) => void,
    onOtherUser: (profile: Profile, session: Session, fromTree: boolean) => void,
  ) {
    this.#settings = settings;
    this.#sessions = sessions;
    this.#secrets = secrets;
    this.#allowRedirectUri = allowRedirectUri;
    this.#log = log;
    this.#onOtherUser = onOtherUser;
  }

  /**
   * Signs in by the flow that was chosen, or by the first that can work here, and keeps the session. A client that asks
   * for itself is in no person's way, so it ends no sign-in that waits. Where the profile exchanges a token, it is that
   * token's profile that is signed in at.
   *
   * @throws OAuthFailure `cancelled` when the user, or a newer sign-in, ended it; any other code when it failed.
   */
  async signIn(profile: Profile, api: Api, options: SignInOptions = {}): Promise<Session> {
    if (profile.subject !== undefined) return this.#signInToExchange(profile, profile.subject, api, options);
    const controller = new AbortController();
    const end = (): void => {
      controller.abort();
    };
    options.signal?.addEventListener('abort', end, { once: true });
    if (isForClient(profile)) return this.#run(profile, api, options, controller);
    const silentFirst = options.silentFirst === true && !this.#notSilently.delete(authority(profile));
    const run = this.#after(this.#waiting, () => this.#run(profile, api, { ...options, silentFirst }, controller));
    const waiting = { controller, ended: run.catch(() => undefined) };
    this.#waiting = waiting;
    try {
      return await run;
    } catch (error) {
      if (silentFirst && !isAnotherAccount(error)) this.#notSilently.add(authority(profile));
      throw error;
    } finally {
      if (this.#waiting === waiting) this.#waiting = undefined;
    }
  }

  /**
   * Signs in for the token that is to be exchanged. The exchange itself is left to whoever wants its token, but where the
   * API had wanted scopes besides its own: those are asked for in the exchange.
   */
  async #signInToExchange(profile: Profile, subject: Subject, api: Api, options: SignInOptions): Promise<Session> {
    // What is needed for the exchange is better known before the browser opens.
    await this.#sessions.prepare();
    await this.#secretOf(profile);
    const { session, scopes = [], signal } = options;
    const kept = session === undefined ? [] : extraScopesOf(session, subject.profile, subject.api);
    const silentFirst = options.silentFirst ?? session !== undefined;
    const signedIn = await this.signIn(subject.profile, subject.api, { ...options, silentFirst, scopes: kept }).catch(
      (error: unknown) => {
        throw ofProfile(error, subject.profile.name);
      },
    );
    if (scopes.length === 0) return signedIn;
    await this.#sessions.refresh(signedIn.id, profile, api, { scopes, ...(signal !== undefined && { signal }) });
    const { sessions } = await this.#sessions.list();
    return sessions.find(({ id }) => id === signedIn.id) ?? signedIn;
  }

  /** Resolves when no sign-in waits, however it ended. */
  async settled(): Promise<void> {
    while (this.#waiting !== undefined) await this.#waiting.ended;
  }

  /** Ends a sign-in that waits, and with it its listener. */
  dispose(): void {
    this.#waiting?.controller.abort();
  }

  /** Ends the older sign-in first: a fixed port is free again only when its listener is closed. */
  async #after(older: Waiting | undefined, start: () => Promise<Session>): Promise<Session> {
    older?.controller.abort();
    await older?.ended;
    return start();
  }

  async #run(profile: Profile, api: Api, options: SignInOptions, controller: AbortController): Promise<Session> {
    // What cannot be kept is better known before the browser opens. And before a client secret is stored: a window that
    // cannot see the newest key would put the secret storage back to a time without it (served VS Code).
    await this.#sessions.prepare();
    const clientSecret = await this.#secretOf(profile);
    const signingKey = signsAssertions(profile) ? await this.#secretOf(asSigner(profile)) : undefined;
    if (controller.signal.aborted) throw new OAuthFailure('cancelled');
    const flow = options.flow ?? flowsFor(profile, await surroundingsOf(profile))[0].flow.id;
    const choose = options.session !== undefined && this.#othersCame.delete(authority(profile));
    const tokenSet = await runFlow[flow]({
      flow,
      profile,
      api: withScopes(api, options.scopes),
      clientSecret,
      signingKey,
      options: choose ? { prompt: promptForOtherUser(profile), ...options } : options,
      controller,
      addressBox: this.addressBox,
      timeout: this.#settings.signInTimeout(),
      log: (message) => {
        this.#log(`${profile.name}: ${message}`);
      },
      allowRedirectUri: (uri) => this.#allowRedirectUri(profile, uri),
    }).catch((error: unknown) => {
      if (isAnotherAccount(error)) this.#othersCame.add(authority(profile));
      throw error;
    });
    const session = await this.#sessions.add(tokenSet, profile, api);
    reach(contextKeys.signedIn);
    if (mayBeOtherUser(options)) this.#onOtherUser(profile, session, options.fromTree === true);
    return session;
  }

  /** @throws OAuthFailure `cancelled` when the user closed the question. */
  async #secretOf(profile: Profile): Promise<string | undefined> {
    const secret = await this.#secrets.forProfile(profile);
    if (secret === undefined && profile.clientAuthentication !== 'none') throw new OAuthFailure('cancelled');
    return secret;
  }
}

function isAnotherAccount(error: unknown): boolean {
  return error instanceof OAuthFailure && error.code === 'subjectChanged';
}
