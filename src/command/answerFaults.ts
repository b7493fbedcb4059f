import * as vscode from 'vscode';
import { isSecretValue } from '../profile/secretValue.ts';
import { checkName, scopeToken } from '../profile/values.ts';
import { localise } from '../view/localise.ts';

/** What is answered goes into the settings, which are plain text, synced and shared. */
export function secretFault(value: string): string | undefined {
  return isSecretValue(value)
    ? vscode.l10n.t('This is a secret or a token, and the settings are no place for it.')
    : undefined;
}

/** Why this is no list of scopes (RFC 6749 §3.3). */
export function scopesFault(value: string): string | undefined {
  const secret = secretFault(value);
  if (secret !== undefined) return secret;
  return scopesOf(value).every((scope) => scopeToken.test(scope))
    ? undefined
    : vscode.l10n.t('A scope has only letters, digits and simple signs (RFC 6749 §3.3).');
}

/** Scopes as people type them: with spaces, commas or both between. */
export function scopesOf(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((scope) => scope !== '');
}

/** @param whenTaken what is said of a name that something else has */
export function nameFault(value: string, taken: readonly string[], whenTaken: string): string | undefined {
  const secret = secretFault(value);
  if (secret !== undefined) return secret;
  if (taken.includes(value)) return whenTaken;
  let fault: string | undefined;
  checkName(value, [], (_, sentence) => {
    fault = localise(sentence);
  });
  return fault;
}
