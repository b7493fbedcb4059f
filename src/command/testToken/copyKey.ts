import * as vscode from 'vscode';
import { isSymmetric, namedJwk } from '../../token/testToken/sign.ts';
import { confirm, confirmCopied, copyToken } from '../clipboard.ts';
import type { InspectContext } from '../context.ts';
import { showInformation } from '../message.ts';
import { testKey } from './keys.ts';
import { openTestToken } from './open.ts';

/** Copies what an API needs to accept this window's test tokens: the public key, or the secret of HS256 and its like. */
export async function copyTestKey({ settings }: InspectContext, argument: unknown): Promise<void> {
  const open = openTestToken(argument);
  if (open === undefined) return;
  const { alg, token } = open;
  if (alg === undefined) {
    showInformation(vscode.l10n.t('“alg” is “none”: there is no key.'));
    return;
  }
  const key = await testKey(alg);
  const jwk = await namedJwk(key, token);
  const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
  const forms = [
    { label: 'JWK', detail: vscode.l10n.t('The key alone'), content: json(jwk) },
    { label: 'JWK Set', detail: vscode.l10n.t('What a jwks_uri answers'), content: json({ keys: [jwk] }) },
    ...(key.pem === undefined ? [] : [{ label: 'PEM', detail: vscode.l10n.t('The public key'), content: key.pem }]),
  ];
  const secret = isSymmetric(alg);
  const title = secret
    ? vscode.l10n.t('Copy the secret of this window’s test tokens ({0}) as', alg)
    : vscode.l10n.t('Copy the public key of this window’s test tokens ({0}) as', alg);
  const chosen = await vscode.window.showQuickPick(forms, { title, ignoreFocusOut: true });
  if (chosen === undefined) return;
  if (!secret) {
    await vscode.env.clipboard.writeText(chosen.content);
    confirm(vscode.l10n.t('Public key copied'));
    return;
  }
  const clearAfter = settings.clearClipboardAfter();
  await copyToken(chosen.content, clearAfter);
  confirmCopied(vscode.l10n.t('Secret copied'), clearAfter);
}
