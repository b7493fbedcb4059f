import * as vscode from 'vscode';
import { safeText } from '../token/display.ts';
import { localise } from '../view/localise.ts';
import type { TokenContext } from '../view/tokenContext.ts';
import { withReadMore, type Button } from './buttons.ts';
import type { InspectContext } from './context.ts';
import { showError, showDone } from './message.ts';
import { chooseShown, tokenOfRow } from './shownTokens.ts';

/**
 * Checks the signature of the row's token, or of one that is asked for, with a key that the user has. The key is used
 * once and kept nowhere. The row “Signature” stays as it is: there only the issuer's own keys count.
 */
export async function checkSignature(context: InspectContext, argument: unknown): Promise<void> {
  const shown =
    tokenOfRow(argument) ?? (await chooseShown(context, vscode.l10n.t('Check the signature of which token?')));
  if (shown !== undefined) await check(shown);
}

async function check({ token }: Pick<TokenContext, 'token'>): Promise<void> {
  const { checkGivenKey, isSharedSecret, signatureAlgorithm } = await import('../token/givenKey.ts');
  const signedWith = signatureAlgorithm(token);
  if (typeof signedWith !== 'string') {
    say(showDone, localise(signedWith));
    return;
  }
  const alg = safeText(signedWith, 40) || '?';
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Check Signature With a Key'),
    prompt: isSharedSecret(alg)
      ? vscode.l10n.t(
          'The token is signed with {0}: paste the shared secret, or a JWK or JWK Set. It is used once and kept nowhere.',
          alg,
        )
      : vscode.l10n.t(
          'The token is signed with {0}: paste the public key or certificate (PEM), a JWK or JWK Set. It is used once and kept nowhere.',
          alg,
        ),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key === '') return;
  const { fits, text } = await checkGivenKey(token, key);
  if (fits) say(showDone, localise(text));
  else say(showError, localise(text), { title: vscode.l10n.t('Try Another Key…'), run: () => check({ token }) });
}

function say(show: typeof showError, message: string, ...buttons: readonly Button[]): void {
  void show(message, ...withReadMore(buttons, 'verifying#with-a-key-of-your-own')).then((chosen) => chosen?.run());
}
