import type { AuthorizationRequest } from './attempt.ts';
import type { OAuthFailure } from './failure.ts';
import type { Server } from './metadata.ts';

interface SilentRequest extends AuthorizationRequest {
  readonly prompt?: string | undefined;
}

/**
 * Whether the browser's session at the server can be asked first (`prompt=none`, OpenID Connect Core §3.1.2.1): the
 * request is one of OpenID Connect, the server does not say that it cannot, and nobody wants the person to be asked.
 */
export function mayAskSilently({ profile, api, prompt, stepUp, claims }: SilentRequest, { metadata }: Server): boolean {
  const supported: unknown = metadata['prompt_values_supported'];
  return (
    prompt === undefined &&
    stepUp === undefined &&
    claims === undefined &&
    api.scopes.includes('openid') &&
    profile.authorizationParameters['prompt'] === undefined &&
    (!Array.isArray(supported) || supported.includes('none'))
  );
}

/**
 * What to ask the person after a silent attempt came to nothing, whatever the reason: `login_required` and its like
 * (OpenID Connect Core §3.1.2.6), or a server that does not know `prompt=none`. Where another account is signed in at
 * the server, it must be asked to sign in anew.
 *
 * @throws {OAuthFailure} the failure itself where the answer was another server's: nobody is sent on from there.
 */
export function promptAfter(failure: OAuthFailure): string | undefined {
  if (failure.code === 'authorizationResponseInvalid' || failure.code === 'cancelled') throw failure;
  return failure.code === 'subjectChanged' ? 'login' : undefined;
}
