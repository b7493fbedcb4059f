import * as vscode from 'vscode';
import { sampleDocument, testTokenDocument } from '../../token/testToken/document.ts';
import { wrapped } from '../../view/decodedText.ts';
import { serverNow, type TokenContext } from '../../view/tokenContext.ts';
import type { InspectContext } from '../context.ts';
import { shownTokens, tokenItems, tokenOfRow } from '../shownTokens.ts';

/**
 * Opens a document with what a token says, to be changed and signed: the row's, one that is asked for, or a sample where
 * there is none. Neither the token nor its signature is in it.
 */
export async function makeTestToken(context: InspectContext, argument: unknown): Promise<void> {
  const chosen = tokenOfRow(argument) ?? (await chooseToken(context));
  if (chosen === undefined) return;
  const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: contentFor(chosen) });
  await vscode.window.showTextDocument(document);
}

async function chooseToken(context: InspectContext): Promise<TokenContext | 'sample' | undefined> {
  const tokens = await shownTokens(context);
  if (tokens.length === 0) return 'sample';
  const sample = {
    label: vscode.l10n.t('A Sample'),
    detail: vscode.l10n.t('An access token of a made-up server'),
    token: 'sample' as const,
  };
  const title = vscode.l10n.t('Make a test token like which one?');
  return (
    await vscode.window.showQuickPick([...tokenItems(tokens), sample], {
      title,
      ignoreFocusOut: true,
      matchOnDescription: true,
    })
  )?.token;
}

function contentFor(chosen: TokenContext | 'sample'): string {
  const notes = [
    vscode.l10n.t('This is a test token. No API should accept it, unless told to trust its key.'),
    vscode.l10n.t('Change what you want to test. “Sign and Copy…” asks for a key; nothing is sent.'),
  ].flatMap(wrapped);
  if (chosen === 'sample') return sampleDocument({ scope: 'read:orders' }, Math.floor(Date.now() / 1000), notes);
  const { token, profile, api, accessToken } = chosen;
  const audience = api?.audience ?? api?.resource[0];
  const scopes = accessToken?.grantedScopes ?? [];
  const known = {
    ...(profile !== undefined && { iss: profile.issuer, client_id: profile.clientId }),
    ...(audience !== undefined && { aud: audience }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
  // What cannot be read says nothing of itself: it is made of what is known around it.
  return testTokenDocument(token, notes) ?? sampleDocument(known, Math.floor(serverNow(chosen)), notes);
}
