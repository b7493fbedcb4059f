import type { CommandContext } from '../command/context.ts';
import type { Session } from '../session/session.ts';

/** Characters of a part of a token that tells something; shorter ones occur by chance. */
const shortest = 8;

/** Everything that no answer may hold: each kept token and its parts, the keys that it is bound to, and each client secret, the longest first. */
export async function secretsOf(
  { settings, secrets }: Pick<CommandContext, 'settings' | 'secrets'>,
  sessions: readonly Session[],
  others: readonly string[] = [],
): Promise<readonly string[]> {
  const known = await Promise.all(settings.profiles().map((profile) => secrets.known(profile)));
  const tokens = sessions.flatMap(({ refreshToken, idToken, accessTokens }) => [
    refreshToken?.value,
    refreshToken?.dpopKey?.d,
    idToken,
    ...accessTokens.flatMap(({ value, dpopKey }) => [value, dpopKey?.d]),
  ]);
  const values = [...tokens, ...known, ...others].filter((value) => value !== undefined);
  const parts = values.flatMap((value) => [value, ...value.split(/[.~]/)]).filter(({ length }) => length >= shortest);
  return [...new Set(parts)].sort((one, other) => other.length - one.length);
}
