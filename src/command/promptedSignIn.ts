import type { SignInOptions } from './flow/run.ts';

/**
 * The same sign-in with another `prompt` (OpenID Connect Core §3.1.2.1). Consent is the same account's; at every other
 * prompt whoever signs in may be somebody else.
 */
export function withPrompt(options: SignInOptions, prompt: string): SignInOptions {
  return { ...options, prompt, silentFirst: false, ...(prompt === 'consent' ? {} : { session: undefined }) };
}
