import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { AccessToken } from '../session/session.ts';
import { isBoundToCertificate } from '../token/boundCertificate.ts';
import { showDone } from './message.ts';
import { targetArgument, type ApiTarget } from './target.ts';

let warned = false;

/** Once a window: a bound token alone is worth nothing, and people find out by a 401. */
export function warnOfBinding(token: AccessToken, target: ApiTarget): void {
  const byCertificate = isBoundToCertificate(token.value);
  if (warned || (token.dpopKey === undefined && !byCertificate)) return;
  warned = true;
  if (byCertificate) {
    const copyAs = vscode.l10n.t('Copy As…');
    void showDone(
      vscode.l10n.t(
        'This token is bound to a client certificate: {0} takes it only over a connection that shows that certificate, as “curl --cert” does.',
        target.api.name,
      ),
      copyAs,
    ).then((chosen) =>
      chosen === copyAs ? vscode.commands.executeCommand(commands.copyAs, targetArgument(target)) : undefined,
    );
    return;
  }
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
