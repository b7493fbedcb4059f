import * as vscode from 'vscode';
import type { DpopKey } from '../oauth/dpop.ts';
import type { AccessToken } from '../session/session.ts';
import { endpointFault } from '../profile/urls.ts';
import { localise } from '../view/localise.ts';
import { copyToken } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { withFreshToken } from './freshToken.ts';
import { showDone, showInformation } from './message.ts';
import { resolveApi, type ApiTarget } from './target.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

interface Request {
  readonly method: string;
  readonly url: string;
  readonly nonce?: string;
  /** Whether the header with the token is copied too. */
  readonly pair?: boolean;
}

/**
 * Copies the proof that an API wants beside a token that is bound to a key (RFC 9449 §7.1). It is for one request: the
 * method and the address are asked for.
 */
export async function copyDpopProof(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveApi(context, argument);
  if (target !== undefined) await askAndCopyProof(context, target);
}

/** @param pair Whether the header with the token is copied too. */
export async function askAndCopyProof(context: CommandContext, target: ApiTarget, pair = false): Promise<void> {
  const method = await vscode.window.showQuickPick(methods, {
    title: vscode.l10n.t('A proof for which method?'),
    ignoreFocusOut: true,
  });
  if (method === undefined) return;
  const { audience, resource } = target.api;
  const url = await vscode.window.showInputBox({
    title: vscode.l10n.t('A proof for which address?'),
    prompt: vscode.l10n.t('Of the request to the API. What follows “?” or “#” is not part of a proof.'),
    value: [audience, ...resource].find((one) => one !== undefined && endpointFault(one) === undefined) ?? '',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const fault = endpointFault(value.replace(/#.*$/s, ''));
      return fault && localise({ ...fault.text, args: { ...fault.text.args, key: vscode.l10n.t('The address') } });
    },
  });
  if (url !== undefined) await copyProof(context, target, { method, url, pair });
}

async function copyProof(context: CommandContext, target: ApiTarget, request: Request): Promise<void> {
  await withFreshToken(context, {
    target,
    minimumLifetime: context.settings.minimumLifetime(),
    signInTitle: vscode.l10n.t('Sign In and Copy'),
    use: async (token) => {
      if (token.dpopKey === undefined) {
        showInformation(
          vscode.l10n.t(
            'The token for {0} is bound to no key, so it needs no proof. Send it as “Authorization: Bearer …”.',
            target.api.name,
          ),
        );
        return;
      }
      const proof = await proofFor(context, target, token, token.dpopKey, request);
      if (request.pair === true) {
        await copyToken(`Authorization: DPoP ${token.value}\nDPoP: ${proof}\n`, context.settings.clearClipboardAfter());
        context.copied.note(token.value);
      } else await copyToken(proof, 0);
      offerNonce(context, target, request);
    },
  });
}

/** A proof for one request, by the server's clock where that is known. */
export async function proofFor(
  context: CommandContext,
  { session }: ApiTarget,
  { value: accessToken }: AccessToken,
  key: DpopKey,
  { method, url, nonce }: Request,
): Promise<string> {
  const { dpopProof } = await import('../oauth/dpopKeys.ts');
  const { sessions } = await context.sessions.list();
  const clockSkew = sessions.find(({ id }) => id === session?.id)?.clockSkew;
  return dpopProof(key, { method, url, nonce, accessToken, clockSkew });
}

/** RFC 9449 §9: few APIs want a nonce, and those say which. */
function offerNonce(context: CommandContext, target: ApiTarget, request: Request): void {
  const withNonce = vscode.l10n.t('Add a Nonce…');
  const words = [request.method, request.url.replace(/[?#].*$/s, ''), target.api.name] as const;
  const message =
    request.pair === true
      ? vscode.l10n.t('The headers for {0} {1} at {2} are copied. They are good once, for about a minute.', ...words)
      : vscode.l10n.t(
          'The proof for {0} {1} is copied. Send it in the header “DPoP”, and the token of {2} as “Authorization: DPoP …”. It is good once, for about a minute.',
          ...words,
        );
  void showDone(message, withNonce).then(async (chosen) => {
    if (chosen !== withNonce) return;
    const nonce = await vscode.window.showInputBox({
      title: vscode.l10n.t('The nonce that the API asked for'),
      prompt: vscode.l10n.t('It stands in the header “DPoP-Nonce” of the answer that said “use_dpop_nonce”.'),
      ignoreFocusOut: true,
    });
    if (nonce !== undefined && nonce.trim() !== '')
      await copyProof(context, target, { ...request, nonce: nonce.trim() });
  });
}
