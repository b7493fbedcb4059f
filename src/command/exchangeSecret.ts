import type { Profile } from '../profile/profile.ts';
import type { CommandContext } from './context.ts';

/**
 * Asks for the secret of a client that exchanges tokens, where it is not known yet: somebody is signed in elsewhere, and
 * no sign-in of its own would ask for it.
 *
 * @returns `false` when the user closed the question.
 * @throws StoreFailure where this window must not store a secret now
 */
export async function hasExchangeSecret(
  { secrets, sessions }: Pick<CommandContext, 'secrets' | 'sessions'>,
  profile: Profile,
): Promise<boolean> {
  if (profile.subject === undefined || profile.clientAuthentication === 'none') return true;
  if ((await secrets.known(profile)) !== undefined) return true;
  await sessions.prepare();
  return (await secrets.ask(profile)) !== undefined;
}
