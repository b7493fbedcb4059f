import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken, Session } from '../session/session.ts';
import type { CommandContext } from './context.ts';
import type { SignInOptions } from './flow/run.ts';

/**
 * Signs in and takes the token that comes with it, however short it lives: the next sign-in would bring no better one.
 *
 * @throws OAuthFailure @throws SignInNeeded where the session has no such token all the same
 */
export async function tokenBySignIn(
  { signIns, sessions }: Pick<CommandContext, 'signIns' | 'sessions'>,
  profile: Profile,
  api: Api,
  options?: SignInOptions,
): Promise<{ session: Session; token: AccessToken }> {
  const session = await signIns.signIn(profile, api, options);
  return { session, token: await sessions.accessToken(session.id, profile, api, { minimumLifetime: 0 }) };
}
