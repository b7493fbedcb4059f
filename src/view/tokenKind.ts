import * as vscode from 'vscode';
import type { Decoded } from '../token/decoded.ts';
import { gather } from '../token/facts.ts';

/** What a token that comes from anywhere is called, as far as it tells. */
export function tokenKindText(token: Decoded): string {
  switch (token.kind) {
    case 'opaque':
      return vscode.l10n.t('Opaque token');
    case 'jwe':
      return vscode.l10n.t('Encrypted token');
    case 'jws':
      return vscode.l10n.t('Signed content');
    case 'damaged':
      return vscode.l10n.t('Damaged token');
    case 'sdJwt':
      return vscode.l10n.t('SD-JWT');
    case 'jwt': {
      const { looksLikeIdToken, scopes, type } = gather({ token, use: 'unknown', now: 0 });
      if (looksLikeIdToken) return vscode.l10n.t('ID token');
      const isAccessToken = scopes !== undefined || /at\+jwt$/.test(type) || saysAccess(token.claims);
      return isAccessToken ? vscode.l10n.t('Access token') : vscode.l10n.t('JWT');
    }
  }
}

/** Cognito and Keycloak say it in a claim. */
function saysAccess(claims: Readonly<Record<string, unknown>>): boolean {
  return claims['token_use'] === 'access' || claims['typ'] === 'Bearer';
}
