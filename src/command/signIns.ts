import * as vscode from 'vscode';
import type { StepUp } from '../oauth/attempt.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import { authority } from '../profile/authority.ts';
import type { Api, Profile } from '../profile/profile.ts';
import type { ClientSecrets } from '../profile/clientSecret.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import { callbackPageText } from '../view/callbackPageText.ts';
import { withoutLinks } from '../view/inert.ts';
import { browserAddress, externalAddress, openBrowser } from './browser.ts';

export interface SignInOptions {
  /** The account that must come back. */
  readonly session?: Session;
  readonly prompt?: string;
  /** The browser's session at the server may do without the person: only a token for one more API is missing. */
  readonly silentFirst?: boolean;
  /** Asked for besides the API's own, this once. The token is kept as the API's. */
  readonly scopes?: readonly string[];
  readonly stepUp?: StepUp;
}

interface Waiting {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** Runs one sign-in at a time: a new one takes the place of the one that waits, as a person who starts again means it. */
export class SignIns {
  readonly #settings: ProfileSettings;
  readonly #sessions: Sessions;
  readonly #secrets: ClientSecrets;
  readonly #allowRedirectUri: (profile: Profile, uri: string) => boolean;
  /** Where the last sign-in that asked silently failed: there the next one asks the person at once. */
  readonly #notSilently = new Set<string>();
  #waiting: Waiting | undefined;

  /**
   * @param allowRedirectUri whether the profile's server takes a redirect URI that is not the profile's own: only the
   *   demo provider can be asked to.
   */
  constructor(
    settings: ProfileSettings,
    sessions: Sessions,
    secrets: ClientSecrets,
    allowRedirectUri: (profile: Profile, uri: string) => boolean,
  ) {
    this.#settings = settings;
    this.#sessions = sessions;
    this.#secrets = secrets;
    this.#allowRedirectUri = allowRedirectUri;
  }

  /**
   * Signs in through the browser and keeps the session.
   *
   * @throws OAuthFailure `cancelled` when the user, or a newer sign-in, ended it; any other code when it failed.
   */
  async signIn(profile: Profile, api: Api, options: SignInOptions = {}): Promise<Session> {
    if (profile.grant !== 'authorizationCode') throw new OAuthFailure('unsupportedGrant');
    const controller = new AbortController();
    const silentFirst = options.silentFirst === true && !this.#notSilently.delete(authority(profile));
    const run = this.#after(this.#waiting, () => this.#run(profile, api, { ...options, silentFirst }, controller));
    const waiting = { controller, ended: run.catch(() => undefined) };
    this.#waiting = waiting;
    try {
      return await run;
    } catch (error) {
      if (silentFirst) this.#notSilently.add(authority(profile));
      throw error;
    } finally {
      if (this.#waiting === waiting) this.#waiting = undefined;
    }
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
    const clientSecret = await this.#secrets.forProfile(profile);
    if (clientSecret === undefined && profile.clientAuthentication !== 'none') throw new OAuthFailure('cancelled');
    if (controller.signal.aborted) throw new OAuthFailure('cancelled');
    const tokenSet = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(vscode.l10n.t('Signing in at {0}: finish in your browser.', profile.name)),
        cancellable: true,
      },
      async (_progress, cancelled) => {
        cancelled.onCancellationRequested(() => {
          controller.abort();
        });
        const { signIn } = await import('../oauth/authorizationCode.ts');
        return signIn({
          profile,
          api: { ...api, scopes: [...new Set([...api.scopes, ...(options.scopes ?? [])])] },
          openBrowser,
          browserAddress,
          silentFirst: options.silentFirst,
          externalRedirectUri: (local) => this.#redirectUri(profile, local),
          signal: controller.signal,
          timeout: this.#settings.signInTimeout(),
          page: callbackPageText(),
          ...(clientSecret === undefined ? {} : { clientSecret }),
          ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
          ...(options.stepUp === undefined ? {} : { stepUp: options.stepUp }),
          ...(options.session === undefined ? {} : accountOf(options.session)),
        });
      },
    );
    return this.#sessions.add(tokenSet, profile, api);
  }

  /**
   * With a remote or served VS Code the browser may reach the listener at another address only. That one is used where
   * the server takes it: any loopback port (RFC 8252 §7.3), or what the demo provider was told to take. Everywhere else
   * the registered address stands, which is right whenever the browser runs on this machine.
   */
  async #redirectUri(profile: Profile, local: string): Promise<string> {
    const external = await externalAddress(local);
    const from = new URL(local);
    const to = new URL(external);
    const onlyThePortDiffers =
      to.protocol === from.protocol && to.hostname === from.hostname && to.pathname === from.pathname;
    const anyPort = new URL(profile.redirectUri).port === '';
    if (onlyThePortDiffers) return anyPort ? external : local;
    return this.#allowRedirectUri(profile, external) ? external : local;
  }
}

/** An account without a subject (a server without ID tokens) cannot be recognised, and its label is no login name. */
function accountOf({ subject, label }: Session): { expectedSubject?: string; loginHint?: string } {
  return subject === '' ? {} : { expectedSubject: subject, loginHint: label };
}
