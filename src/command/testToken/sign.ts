import * as vscode from 'vscode';
import { commands } from '../../contributions.ts';
import { offsetOfKey } from '../../profile/jsonc.ts';
import { readPasted } from '../../token/pasted.ts';
import { isSymmetric, readSigningKey, signTestToken, type SigningKey } from '../../token/testToken/sign.ts';
import { claimTime } from '../../token/time.ts';
import { localise } from '../../view/localise.ts';
import { remaining } from '../../view/remaining.ts';
import { confirmCopied, copyToken } from '../clipboard.ts';
import type { InspectContext } from '../context.ts';
import { showDone, showError, showInformation, showWarning } from '../message.ts';
import { anotherTestKey, hasTestKey, testKey } from './keys.ts';
import { openTestToken, tellFault, type OpenTestToken } from './open.ts';

/** Asks for a private key, which is used once. @returns a JWK; absent where nothing but a browser runs. */
type AskPrivateKey = (title: string, prompt: string) => Promise<string | undefined>;

type KeyKind = 'window' | 'another' | 'own' | 'none';

/** Signs the test token of a document, copies it and shows it among the inspected ones. Nothing is sent to anybody. */
export async function signTestTokenAndCopy(
  context: InspectContext,
  argument: unknown,
  askPrivateKey?: AskPrivateKey,
): Promise<void> {
  const open = openTestToken(argument);
  if (open === undefined) return;
  const kind = open.alg === undefined ? 'none' : await askKind(open.alg, askPrivateKey !== undefined);
  if (kind === undefined) return;
  if (open.alg === undefined || kind === 'none') {
    await signAndTell(context, unsigned(open), kind, undefined);
    return;
  }
  const key = await keyOf(kind, open.alg, askPrivateKey);
  if (key === undefined) return;
  if ('message' in key) {
    const again = vscode.l10n.t('Try Another Key…');
    void showError(localise(key), again).then((chosen) =>
      chosen === again ? signTestTokenAndCopy(context, argument, askPrivateKey) : undefined,
    );
    return;
  }
  await signAndTell(context, open, kind, key);
}

/** As it says where it spells `none` in a way of its own: some APIs refuse only the one. */
function unsigned(open: OpenTestToken): OpenTestToken {
  if (open.alg === undefined) return open;
  return { ...open, token: { ...open.token, alg: 'none', header: { ...open.token.header, alg: 'none' } } };
}

async function askKind(alg: string, ownKeys: boolean): Promise<KeyKind | undefined> {
  const own = isSymmetric(alg) ? vscode.l10n.t('A Secret of Mine…') : vscode.l10n.t('A Private Key of Mine…');
  const items: (vscode.QuickPickItem & { readonly kind: vscode.QuickPickItemKind; readonly by: KeyKind })[] = [
    item('window', 'key', vscode.l10n.t('This Window’s Key'), [
      hasTestKey(alg) ? vscode.l10n.t('The one of before.') : vscode.l10n.t('Made now, and gone with this window.'),
      vscode.l10n.t('An API must refuse it, unless you tell it to trust this key.'),
    ]),
    ...(hasTestKey(alg)
      ? [item('another', 'add', vscode.l10n.t('A New Key'), [vscode.l10n.t('It takes the place of this window’s.')])]
      : []),
    ...(ownKeys || isSymmetric(alg)
      ? [item('own', 'lock', own, [vscode.l10n.t('It is used once and kept nowhere.')])]
      : []),
    item('none', 'warning', vscode.l10n.t('No Signature'), [
      vscode.l10n.t('“alg” becomes “none”. An API must refuse it.'),
    ]),
  ];
  const title = vscode.l10n.t('Sign the test token ({0}) with', alg);
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.by;
}

function item(
  by: KeyKind,
  icon: string,
  label: string,
  detail: readonly string[],
): vscode.QuickPickItem & { readonly kind: vscode.QuickPickItemKind; readonly by: KeyKind } {
  return {
    label,
    detail: detail.join(' '),
    iconPath: new vscode.ThemeIcon(icon),
    kind: vscode.QuickPickItemKind.Default,
    by,
  };
}

async function keyOf(
  kind: Exclude<KeyKind, 'none'>,
  alg: string,
  askPrivateKey: AskPrivateKey | undefined,
): Promise<Awaited<ReturnType<typeof readSigningKey>> | undefined> {
  if (kind === 'window') return (await testKey(alg)).signing;
  if (kind === 'another') return (await anotherTestKey(alg)).signing;
  if (isSymmetric(alg)) return askSecret(alg);
  const prompt = vscode.l10n.t('Signs this one token, here. It is used once and kept nowhere.');
  const jwk = await askPrivateKey?.(vscode.l10n.t('Private Key for {0}', alg), prompt);
  return jwk === undefined ? undefined : readSigningKey(jwk, alg);
}

async function askSecret(alg: string): Promise<SigningKey | undefined> {
  const secret = await vscode.window.showInputBox({
    title: vscode.l10n.t('Secret for {0}', alg),
    prompt: vscode.l10n.t('Signs this one token, here. It is used once and kept nowhere.'),
    password: true,
    ignoreFocusOut: true,
  });
  return secret === undefined || secret === '' ? undefined : new TextEncoder().encode(secret);
}

async function signAndTell(
  context: InspectContext,
  { document, token }: OpenTestToken,
  kind: KeyKind,
  key: SigningKey | undefined,
): Promise<void> {
  const signed = await signTestToken(token, key);
  if (typeof signed !== 'string') {
    tellFault(document, offsetOfKey(document.getText(), ['header']) ?? 0, localise(signed));
    return;
  }
  const clearAfter = context.settings.clearClipboardAfter();
  await copyToken(signed, clearAfter);
  context.copied.note(signed);
  context.inspected.add({ ...readPasted(signed), test: true });
  const expiry = claimTime(token.payload['exp']);
  confirmCopied(
    expiry === undefined
      ? vscode.l10n.t('Test token copied')
      : vscode.l10n.t('Test token copied ({0})', remaining(expiry)),
    clearAfter,
  );
  tell(kind, document);
}

function tell(kind: KeyKind, document: vscode.TextDocument): void {
  switch (kind) {
    case 'none':
      showWarning(
        vscode.l10n.t(
          'This is a test token without a signature. An API that does not refuse it accepts whatever anybody writes.',
        ),
      );
      break;
    case 'own':
      showInformation(
        vscode.l10n.t('This is a test token, signed with a key of yours. An API that trusts the key accepts it.'),
      );
      break;
    default: {
      const copyKey = vscode.l10n.t('Copy Its Key…');
      void showDone(
        vscode.l10n.t('This is a test token. No API should accept it, unless told to trust its key.'),
        copyKey,
      ).then((chosen) =>
        chosen === copyKey
          ? vscode.commands.executeCommand(commands.copyTestKey, { document: document.uri.toString() })
          : undefined,
      );
    }
  }
}
