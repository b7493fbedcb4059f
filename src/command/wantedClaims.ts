import { OAuthFailure } from '../oauth/failure.ts';
import type { SignInOptions } from './flow/run.ts';

/**
 * A sign-in after a server refused an exchange until the user has done more: with the claims that it named for that (Entra
 * ID's conditional access, where the next API wants a second factor). They are a stranger's words: only what has the form
 * of such a request goes on (OIDC Core §5.5).
 */
export async function withWantedClaims(options: SignInOptions, refusal: unknown): Promise<SignInOptions> {
  const claims = refusal instanceof OAuthFailure ? refusal.details.claims : undefined;
  if (claims === undefined) return options;
  const { claimsIn } = await import('../token/explain/claimsChallenge.ts');
  const wanted = claimsIn(JSON.stringify({ claims }));
  return wanted === undefined ? options : { ...options, claims: wanted };
}
