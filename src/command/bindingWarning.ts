import * as vscode from 'vscode';
import { commands, type CommandId } from '../contributions.ts';
import type { AccessToken } from '../session/session.ts';
import { isBoundToCertificate } from '../token/boundCertificate.ts';
import { showDone } from './message.ts';
import { targetArgument, type ApiTarget } from './target.ts';

let warned = false;

/** Once a window: a bound token alone is worth nothing, and people find out by a 401. */
export function warnOfBinding(token: AccessToken, target: ApiTarget): void {
  if (warned) return;
  const warning = warningFor(token, target);
  if (warning === undefined) return;
  warned = true;
  const { message, title, command } = warning;
  void showDone(message, title).then((chosen) =>
    chosen === title ? vscode.commands.executeCommand(command, targetArgument(target)) : undefined,
  );
}

function warningFor(
  { value, dpopKey }: AccessToken,
  { api }: ApiTarget,
): { message: string; title: string; command: CommandId } | undefined {
  if (isBoundToCertificate(value)) {
    return {
      message: vscode.l10n.t(
        'This token is bound to a client certificate: {0} takes it only over a connection that shows that certificate, as “curl --cert” does.',
        api.name,
      ),
      title: vscode.l10n.t('Copy As…'),
      command: commands.copyAs,
    };
  }
  if (dpopKey === undefined) return undefined;
  return {
    message: vscode.l10n.t(
      'This token is bound to a key (DPoP): {0} takes it only as “Authorization: DPoP …” and with a proof for each request.',
      api.name,
    ),
    title: vscode.l10n.t('Copy DPoP Proof…'),
    command: commands.copyDpopProof,
  };
}
