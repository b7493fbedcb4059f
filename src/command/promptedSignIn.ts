import type { Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import type { SignInOptions } from './flow/run.ts';

/**
 * The same sign-in with another `prompt` (OpenID Connect Core §3.1.2.1). Consent is the same account's; at every other
 * prompt whoever signs in may be somebody else.
 */
export function withPrompt(options: SignInOptions, prompt: string): SignInOptions {
  return { ...options, prompt, silentFirst: false, ...(prompt === 'consent' ? {} : { session: undefined }) };
}

/** Entra ID and Google let the user choose; elsewhere a new login is the way to another account. */
export function promptForOtherUser({ issuer }: Profile): string {
  const vendor = vendorOf(issuer);
  return vendor === 'entra' || vendor === 'google' ? 'select_account' : 'login';
}

/** Whether whoever signs in may be somebody else than who is signed in already. */
export function mayBeOtherUser({ prompt, session }: SignInOptions): boolean {
  return session === undefined && (prompt === 'login' || prompt === 'select_account');
}
