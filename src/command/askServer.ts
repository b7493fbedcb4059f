import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { ServerSaid } from '../oauth/signedAnswer.ts';
import type { Profile } from '../profile/profile.ts';
import { withoutIcons } from '../view/inert.ts';
import type { Said } from '../view/serverAnswers.ts';
import type { CommandContext } from './context.ts';
import { offerFirstSteps } from './firstSteps.ts';
import { report } from './report.ts';
import { tokenOfRow } from './shownTokens.ts';

/**
 * Asks a profile's own server what the token of the row is good for: introspection (RFC 7662) and userinfo. A token
 * that was pasted goes to no server that the user has not just named.
 */
export async function askServer(context: CommandContext, argument: unknown): Promise<void> {
  const shown = tokenOfRow(argument);
  if (shown === undefined) return;
  const profile = shown.profile ?? (await pickServer(context));
  if (profile === undefined) return;
  if (!(await mayAskSecret(context, profile, argument))) return;
  const clientSecret = await context.secrets.forProfile(profile);
  if (clientSecret === undefined && profile.clientAuthentication !== 'none') return;
  const token = shown.token.raw;
  const subject = shown.session?.subject === '' ? undefined : shown.session?.subject;
  await context.issuer.answers.fetch(token, async () => {
    const [{ introspect }, { userinfo }] = await Promise.all([
      import('../oauth/introspection.ts'),
      import('../oauth/userinfo.ts'),
    ]);
    const question = { profile, token, clientSecret, dpopKey: shown.accessToken?.dpopKey };
    const [introspection, user] = await Promise.all([
      said(context, profile, introspect(question), vscode.l10n.t('The server has no introspection endpoint.')),
      said(context, profile, userinfo({ ...question, subject }), vscode.l10n.t('The server has no userinfo endpoint.')),
    ]);
    return { profile: profile.name, introspection, userinfo: user };
  });
}

/** In a window that cannot see the sealing key yet, a write of any secret would take it from the others. */
async function mayAskSecret(context: CommandContext, profile: Profile, argument: unknown): Promise<boolean> {
  const needsNone = profile.clientAuthentication === 'none' || (await context.secrets.known(profile)) !== undefined;
  try {
    if (!needsNone) await context.sessions.prepare();
    return true;
  } catch (error) {
    const again = (): Promise<void> => askServer(context, argument);
    report(context, error, profile, { tryAgain: again, signIn: again });
    return false;
  }
}

async function said(
  context: CommandContext,
  profile: Profile,
  answer: Promise<ServerSaid | 'notSupported'>,
  notSupported: string,
): Promise<Said> {
  try {
    const said = await answer;
    return said === 'notSupported' ? { reason: notSupported } : said;
  } catch (error) {
    const failure = error instanceof OAuthFailure ? error : new OAuthFailure('unexpected');
    context.log.warn(`${profile.name}: ${failure.message}`);
    const { failureText } = await import('../view/failureText.ts');
    return { reason: failureText(failure, profile).message };
  }
}

async function pickServer(context: CommandContext): Promise<Profile | undefined> {
  const profiles = context.settings.profiles();
  if (profiles.length === 0) {
    offerFirstSteps(context);
    return undefined;
  }
  // Asked even where there is only one: the answer sends a token somewhere.
  const items = profiles.map((profile) => ({
    label: withoutIcons(profile.name),
    description: withoutIcons(profile.issuer),
    profile,
  }));
  const title = vscode.l10n.t('Send this token to which server? Only the one that issued it can answer.');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.profile;
}
