import * as vscode from 'vscode';
import { remainingOf } from '../view/shortLived.ts';
import { confirmCopied, copyToken } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { warnOfBinding } from './bindingWarning.ts';
import { withFreshToken } from './freshToken.ts';
import { resolveApi } from './target.ts';

/** Ends with a token in the clipboard that lives at least `minimumLifetime` seconds, or with one button that mends it. */
export async function copyAccessToken(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveApi(context, argument);
  if (target === undefined) return;
  const minimumLifetime = context.settings.minimumLifetime();
  await withFreshToken(context, {
    target,
    minimumLifetime,
    signInTitle: vscode.l10n.t('Sign In and Copy'),
    use: async (token) => {
      const clearAfter = context.settings.clearClipboardAfter();
      await copyToken(token.value, clearAfter);
      context.copied.note(token.value);
      confirmCopied(
        vscode.l10n.t('Access token for {0} copied ({1})', target.api.name, remainingOf(token, minimumLifetime)),
        clearAfter,
      );
      warnOfBinding(token, target);
    },
  });
}
