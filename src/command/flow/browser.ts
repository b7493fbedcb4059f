import * as vscode from 'vscode';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import type { Profile } from '../../profile/profile.ts';
import { callbackPageText } from '../../view/callbackPageText.ts';
import { withoutLinks } from '../../view/inert.ts';
import { browserAddress, externalAddress, openBrowser } from '../browser.ts';
import { accountOf } from './account.ts';
import type { FlowRun } from './run.ts';

/** The flows that go through the person's browser: they differ in how its answer comes back. */
export async function signInWithBrowser(run: FlowRun): Promise<TokenSet> {
  const { profile, api, clientSecret, options, controller } = run;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Signing in at {0}: finish in your browser.', profile.name)),
      cancellable: true,
    },
    async (_progress, cancelled) => {
      cancelled.onCancellationRequested(() => {
        controller.abort();
      });
      const { signIn } = await import('../../oauth/authorizationCode.ts');
      return signIn({
        profile,
        api,
        openBrowser,
        browserAddress,
        silentFirst: options.silentFirst,
        externalRedirectUri: (local) => redirectUri(run, profile, local),
        signal: controller.signal,
        timeout: run.timeout,
        page: callbackPageText(),
        clientSecret,
        ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
        ...(options.stepUp === undefined ? {} : { stepUp: options.stepUp }),
        ...(options.claims === undefined ? {} : { claims: options.claims }),
        ...accountOf(options.session),
      });
    },
  );
}

/**
 * With a remote or served VS Code the browser may reach the listener at another address only. That one is used where
 * the server takes it: any loopback port (RFC 8252 §7.3), or what the demo provider was told to take. Everywhere else
 * the registered address stands, which is right whenever the browser runs on this machine.
 */
async function redirectUri(run: FlowRun, profile: Profile, local: string): Promise<string> {
  const external = await externalAddress(local);
  const from = new URL(local);
  const to = new URL(external);
  const onlyThePortDiffers =
    to.protocol === from.protocol && to.hostname === from.hostname && to.pathname === from.pathname;
  const anyPort = new URL(profile.redirectUri).port === '';
  if (onlyThePortDiffers) return anyPort ? external : local;
  return run.allowRedirectUri(external) ? external : local;
}
