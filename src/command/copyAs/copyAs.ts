import * as vscode from 'vscode';
import { commands } from '../../contributions.ts';
import type { AccessToken } from '../../session/session.ts';
import { safeText } from '../../token/display.ts';
import { withoutIcons } from '../../view/inert.ts';
import { remaining } from '../../view/remaining.ts';
import { confirmCopied, copyToken } from '../clipboard.ts';
import type { CommandContext } from '../context.ts';
import { withFreshToken } from '../freshToken.ts';
import { showWarning } from '../message.ts';
import { resolveApi, targetArgument, type ApiTarget } from '../target.ts';
import { formats, isSendable, placeholder, requests, urlOfApi, type CopiedToken, type FormatId } from './formats.ts';

/** Where the last choice is kept: a word, never a token. */
const lastChoice = 'copyAs.format';

/** As Copy Access Token, but in the form in which the token is used: a header, a request, a line of an environment file. */
export async function copyAs(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveApi(context, argument);
  if (target === undefined) return;
  const format = await pickFormat(context, target);
  if (format === undefined) return;
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
  const copied = contentOf(target, token);
  await copyToken(formats[format](copied), clearAfter);
  context.copied.note(token.value);
  const words = [target.api.name, labels()[format], remaining(token.expiresAt)] as const;
  confirmCopied(
    requests.has(format) && copied.url === undefined
      ? vscode.l10n.t('Access token for {0} copied as {1} ({2}): replace {3}', ...words, placeholder)
      : vscode.l10n.t('Access token for {0} copied as {1} ({2})', ...words),
    clearAfter,
  );
}

/** A line break in a token would be a command of its own in a terminal. */
function offerTokenAlone(target: ApiTarget): void {
  const alone = vscode.l10n.t('Copy the Token Alone');
  const message = vscode.l10n.t(
    'The token for {0} has characters that no request can carry (RFC 6749 §A.12), so nothing was copied. Its server is at fault.',
    target.api.name,
  );
  void showWarning(message, alone).then((chosen) =>
    chosen === alone ? vscode.commands.executeCommand(commands.copyAccessToken, targetArgument(target)) : undefined,
  );
}

/** Asks for the form; the one that was chosen last stands first. */
async function pickFormat(context: CommandContext, target: ApiTarget): Promise<FormatId | undefined> {
  const last = context.state.get<string>(lastChoice);
  const names = labels();
  const ids = (Object.keys(formats) as FormatId[]).sort((one, other) => Number(other === last) - Number(one === last));
  const shape: CopiedToken = { ...preview, ...urlMember(target) };
  const chosen = await vscode.window.showQuickPick(
    ids.map((id) => ({
      label: names[id],
      detail: withoutIcons(safeText(formats[id](shape).replace(/\s+/g, ' '))),
      id,
    })),
    { title: vscode.l10n.t('Copy the access token for {0} as', target.api.name), matchOnDetail: true },
  );
  if (chosen !== undefined) await context.state.update(lastChoice, chosen.id);
  return chosen?.id;
}

const preview: CopiedToken = { accessToken: 'eyJ...', tokenType: 'Bearer', expiresIn: 3600, scopes: [] };

function contentOf(target: ApiTarget, token: AccessToken): CopiedToken {
  const { value, tokenType, expiresAt, grantedScopes, requestedScopes } = token;
  return {
    accessToken: value,
    tokenType,
    ...urlMember(target),
    ...(expiresAt !== undefined && { expiresIn: Math.max(0, Math.floor(expiresAt - Date.now() / 1000)) }),
    scopes: grantedScopes ?? requestedScopes,
  };
}

/** The demo's APIs have made-up names; they answer beside the provider. */
function urlMember({ profile, api }: ApiTarget): { url?: string } {
  const url =
    profile.origin === 'demo'
      ? `${profile.issuer}/api/${encodeURIComponent(api.name)}`
      : urlOfApi([api.audience, ...api.resource]);
  return url === undefined ? {} : { url };
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
