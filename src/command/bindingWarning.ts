import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { AccessToken } from '../session/session.ts';
import { showDone } from './message.ts';
import { targetArgument, type ApiTarget } from './target.ts';

let warned = false;

/** Once a window: a bound token alone is worth nothing, and people find out by a 401. */
export function warnOfBinding(token: AccessToken, target: ApiTarget): void {
  if (warned || token.dpopKey === undefined) return;
  warned = true;
  const copy = vscode.l10n.t('Copy DPoP Proof…');
  void showDone(
    vscode.l10n.t(
      'This token is bound to a key (DPoP): {0} takes it only as “Authorization: DPoP …” and with a proof for each request.',
      target.api.name,
    ),
    copy,
  ).then((chosen) =>
    chosen === copy ? vscode.commands.executeCommand(commands.copyDpopProof, targetArgument(target)) : undefined,
  );
}
