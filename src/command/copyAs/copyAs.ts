import * as vscode from 'vscode';
import { commands } from '../../contributions.ts';
import { accessTokenFor } from '../../session/accessTokens.ts';
import type { AccessToken } from '../../session/session.ts';
import { isBoundToCertificate } from '../../token/boundCertificate.ts';
import { safeText } from '../../token/display.ts';
import { withoutIcons } from '../../view/inert.ts';
import { remainingOf } from '../../view/shortLived.ts';
import { confirmCopied, copyToken } from '../clipboard.ts';
import { askAndCopyProof, proofFor } from '../copyDpopProof.ts';
import type { CommandContext } from '../context.ts';
import { warnOfBinding } from '../bindingWarning.ts';
import { withFreshToken } from '../freshToken.ts';
import { showError } from '../message.ts';
import { resolveApi, targetArgument, type ApiTarget } from '../target.ts';
import { addressOf } from './addressOf.ts';
import {
  formats,
  isSendable,
  placeholder,
  requests,
  withCertificate,
  type CopiedToken,
  type FormatId,
} from './formats.ts';

/** Where the last choice is kept: a word, never a token. */
const lastChoice = 'copyAs.format';

/** As Copy Access Token, but in the form in which the token is used: a header, a request, a line of an environment file. */
export async function copyAs(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveApi(context, argument);
  if (target === undefined) return;
  const format = await pickFormat(context, target);
  if (format === undefined) return;
  if (format === 'dpop') {
    await askAndCopyProof(context, target, true);
    return;
  }
  if (format === 'shell') {
    await vscode.commands.executeCommand(commands.useInAnotherShell, targetArgument(target));
    return;
  }
  await withFreshToken(context, {
    target,
    minimumLifetime: context.settings.minimumLifetime(),
    signInTitle: vscode.l10n.t('Sign In and Copy'),
    use: (token) => copy(context, target, format, token),
  });
}

async function copy(context: CommandContext, target: ApiTarget, format: FormatId, token: AccessToken): Promise<void> {
  if (!isSendable(token.value)) {
    offerTokenAlone(target);
    return;
  }
  const clearAfter = context.settings.clearClipboardAfter();
  const copied = await contentOf(context, target, format, token);
  await copyToken(formats[format](copied), clearAfter);
  context.copied.note(token.value);
  const words = [target.api.name, labels()[format], remainingOf(token, context.settings.minimumLifetime())] as const;
  confirmCopied(
    requests.has(format) && copied.url === undefined
      ? vscode.l10n.t('Access token for {0} copied as {1} ({2}): replace {3}', ...words, placeholder)
      : vscode.l10n.t('Access token for {0} copied as {1} ({2})', ...words),
    clearAfter,
  );
  const whole = copied.proof !== undefined || (copied.certificate === true && withCertificate.has(format));
  if (!whole) warnOfBinding(token, target);
}

/** A line break in a token would be a command of its own in a terminal. */
function offerTokenAlone(target: ApiTarget): void {
  const alone = vscode.l10n.t('Copy the Token Alone');
  const message = vscode.l10n.t(
    'The token for {0} has characters that no request can carry (RFC 6749 §A.12), so nothing was copied. Its server is at fault.',
    target.api.name,
  );
  void showError(message, alone).then((chosen) =>
    chosen === alone ? vscode.commands.executeCommand(commands.copyAccessToken, targetArgument(target)) : undefined,
  );
}

/** Asks for the form; the one that was chosen last stands first. */
async function pickFormat(context: CommandContext, target: ApiTarget): Promise<FormatItem['id'] | undefined> {
  const last = context.state.get<string>(lastChoice);
  const bound = isBound(target);
  const url = addressOf(target);
  const shape: CopiedToken = { ...preview, tokenType: bound ? 'DPoP' : 'Bearer', ...(url !== undefined && { url }) };
  const names = labels();
  const items = (Object.keys(formats) as FormatId[]).map((id) => item(id, names[id], formats[id](shape)));
  if (bound) items.push(item('dpop', vscode.l10n.t('DPoP headers'), 'Authorization: DPoP eyJ...  DPoP: eyJ...'));
  const inShell = vscode.l10n.t('the command access-token prints a fresh token there each time');
  items.push(item('shell', vscode.l10n.t('Line for another shell'), inShell));
  items.sort((one, other) => Number(other.id === last) - Number(one.id === last));
  const title = vscode.l10n.t('Copy the access token for {0} as', target.api.name);
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true, matchOnDetail: true });
  if (chosen !== undefined) await context.state.update(lastChoice, chosen.id);
  return chosen?.id;
}

interface FormatItem extends vscode.QuickPickItem {
  readonly id: FormatId | 'dpop' | 'shell';
}

function item(id: FormatItem['id'], label: string, content: string): FormatItem {
  return { id, label, detail: withoutIcons(safeText(content.replace(/\s+/g, ' '))) };
}

/** Whether the token is bound to a key, or will be (RFC 9449). */
function isBound({ profile, api, session }: ApiTarget): boolean {
  const known = session === undefined ? undefined : accessTokenFor(session, profile, api);
  return known === undefined ? profile.dpop === true : known.dpopKey !== undefined;
}

const preview = { accessToken: 'eyJ...', expiresIn: 3600, scopes: [] };

async function contentOf(
  context: CommandContext,
  target: ApiTarget,
  format: FormatId,
  token: AccessToken,
): Promise<CopiedToken> {
  const { value, tokenType, expiresAt, grantedScopes, requestedScopes, dpopKey } = token;
  const url = addressOf(target);
  const provable = dpopKey !== undefined && url !== undefined && requests.has(format);
  return {
    accessToken: value,
    certificate: isBoundToCertificate(value),
    tokenType,
    ...(url !== undefined && { url }),
    ...(provable && { proof: await proofFor(context, target, token, dpopKey, { method: 'GET', url }) }),
    ...(expiresAt !== undefined && { expiresIn: Math.max(0, Math.floor(expiresAt - Date.now() / 1000)) }),
    scopes: grantedScopes ?? requestedScopes,
  };
}

function labels(): Record<FormatId, string> {
  return {
    authorization: vscode.l10n.t('Authorization header'),
    curl: 'curl',
    httpie: 'HTTPie',
    http: vscode.l10n.t('.http request'),
    powerShell: 'PowerShell',
    environment: vscode.l10n.t('Environment line'),
    json: vscode.l10n.t('JSON token answer'),
  };
}
