import { looksLikePrivateKey } from './looksLikePrivateKey.ts';

/** Beginnings and forms that only tokens and secrets have: JWTs, and those of Google, Entra ID and GitHub. */
const forms = [
  /(?<![\w-])eyJ[\w-]{5,}\.[\w-]*\./,
  /^GOCSPX-/,
  /^[\w.~-]{3}\dQ~[\w.~-]{31,34}$/,
  /^(?:gh[oprsu]|github_pat)_\w{20,}/,
];

/**
 * Whether something that settings would keep (a client ID, the name of an API) is a token, a secret or a key that was
 * pasted into the wrong box. Says `true` only of what is nothing else.
 */
export function isSecretValue(value: string): boolean {
  return looksLikePrivateKey(value) || forms.some((form) => form.test(value));
}
