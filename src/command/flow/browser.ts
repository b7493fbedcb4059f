import * as vscode from 'vscode';
import type { SignInRequest } from '../../oauth/authorizationCode.ts';
import { isLoopbackHost } from '../../oauth/loopbackHost.ts';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import { callbackPageText } from '../../view/callbackPageText.ts';
import { withoutLinks } from '../../view/inert.ts';
import { waitingText } from '../../view/waitingText.ts';
import { browserAddress, externalAddress, isOutOfReach, openBrowser } from '../browser.ts';
import { accountOf } from './account.ts';
import { forwardedListener } from './forwardedPort.ts';
import type { FlowRun } from './run.ts';

/** Milliseconds after which a person who is still waited for may have met an error page. */
const patience = 5_000;

/** The flows that go through the person's browser: they differ in how its answer comes back. */
export async function signInWithBrowser(run: FlowRun): Promise<TokenSet> {
  const { profile, controller } = run;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Signing in at {0}', profile.name)),
      cancellable: true,
    },
    async (progress, cancelled) => {
      cancelled.onCancellationRequested(() => {
        controller.abort();
      });
      progress.report({ message: vscode.l10n.t('asking the server…') });
      const { signIn } = await import('../../oauth/authorizationCode.ts');
      return signIn(await requestOf(run, progress));
    },
  );
}

async function requestOf(run: FlowRun, progress: vscode.Progress<{ message: string }>): Promise<SignInRequest> {
  const { flow, profile, api, clientSecret, options, addressBox } = run;
  const carried = flow === 'pastedAddress';
  let boxAtOnce = carried;
  return {
    profile,
    api,
    clientSecret,
    log: run.log,
    listenAt: await listenAt(run),
    mayMissListener: carried,
    // The person may open the address anywhere: that VS Code could not is no end.
    openBrowser: carried ? (url) => openBrowser(url, profile).then(() => true) : (url) => openBrowser(url, profile),
    browserAddress: (url) => browserAddress(url, profile),
    silentFirst: options.silentFirst,
    externalRedirectUri: async (local) => {
      const { redirectUri, reachable } = await externalRedirectUri(run, local);
      boxAtOnce ||= !reachable;
      return redirectUri;
    },
    otherWays: (asked) => {
      const outOfReach = profile.origin === 'settings' && isOutOfReach(asked.url);
      progress.report({ message: waitingText(profile, outOfReach ? 'outOfReach' : 'soon') });
      const timer = setTimeout(() => {
        if (!outOfReach) progress.report({ message: waitingText(profile, 'late') });
      }, patience);
      const endBox = addressBox.wait(profile, asked, boxAtOnce);
      return () => {
        clearTimeout(timer);
        endBox();
      };
    },
    signal: run.controller.signal,
    timeout: run.timeout,
    page: callbackPageText(),
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
    ...(options.stepUp === undefined ? {} : { stepUp: options.stepUp }),
    ...(options.claims === undefined ? {} : { claims: options.claims }),
    ...accountOf(options.session),
  };
}

/** The loopback address that the browser's answer reaches; `null` where none can. */
async function listenAt({ profile: { redirectUri } }: FlowRun): Promise<string | null> {
  const { protocol, hostname } = new URL(redirectUri);
  if (protocol === 'http:' && isLoopbackHost(hostname)) return redirectUri;
  return (await forwardedListener(redirectUri)) ?? null;
}

/**
 * With a remote or served VS Code the browser may reach the listener at another address only. That one is used where
 * the server takes it: any loopback port (RFC 8252 §7.3), the forwarded address that the profile registers, or what the
 * demo provider was told to take. Everywhere else the registered address stands, which is right whenever the browser
 * runs on this machine.
 */
async function externalRedirectUri(run: FlowRun, local: string): Promise<{ redirectUri: string; reachable: boolean }> {
  const { flow, profile } = run;
  if (new URL(profile.redirectUri).protocol === 'https:') return { redirectUri: profile.redirectUri, reachable: true };
  const external = await externalAddress(local);
  const from = new URL(local);
  const to = new URL(external);
  const onlyThePortDiffers =
    to.protocol === from.protocol && to.hostname === from.hostname && to.pathname === from.pathname;
  const anyPort = new URL(profile.redirectUri).port === '';
  const taken = onlyThePortDiffers ? anyPort || external === local : run.allowRedirectUri(external);
  // Another flow than this one knows that the browser is on this machine, or does without a listener.
  return { redirectUri: taken ? external : local, reachable: taken || flow !== 'forwardedPort' };
}
