import type { CommandContext } from '../command/context.ts';
import type { ApiTarget } from '../command/target.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { standsAlone } from '../session/granted.ts';
import type { AccessToken } from '../session/session.ts';
import { SignInNeeded } from '../session/signInNeeded.ts';
import { decode } from '../token/decode.ts';
import { scopes as compareScopes } from '../token/scopes.ts';

/** Milliseconds in which a server that gives no token without a sign-in is not asked again: VS Code asks often. */
const refusedFor = 60_000;

/** Tokens that nobody has to do anything for. */
export class SilentTokens {
  readonly #context: Pick<CommandContext, 'sessions' | 'settings'>;
  /** Until when, in milliseconds since the epoch. */
  readonly #refused = new Map<string, number>();

  constructor(context: Pick<CommandContext, 'sessions' | 'settings'>) {
    this.#context = context;
  }

  /**
   * A token that lives `minimumLifetime` seconds and has the wanted scopes; `undefined` where only a person can get it.
   *
   * @throws StoreFailure @throws OAuthFailure
   */
  async token({ session, ...asked }: ApiTarget, wanted: readonly string[]): Promise<AccessToken | undefined> {
    if (session === undefined) return undefined;
    const { profile, api } = asked;
    const target = { ...asked, session };
    const kept = accessTokenFor(session, profile, api);
    // A refresh asks for the same scopes again, and brings no more.
    const lacks =
      kept === undefined ? wanted.some((scope) => !api.scopes.includes(scope)) : missingScopes(kept, target, wanted);
    if (lacks) return undefined;
    const name = JSON.stringify([session.id, session.signedInAt, profile.name, api.name]);
    if ((this.#refused.get(name) ?? 0) > Date.now()) return undefined;
    try {
      const minimumLifetime = this.#context.settings.minimumLifetime();
      const token = await this.#context.sessions.accessToken(session.id, profile, api, { minimumLifetime });
      return missingScopes(token, target, wanted) ? undefined : token;
    } catch (error) {
      if (wantsSecret(error)) return undefined;
      if (!(error instanceof SignInNeeded)) throw error;
      this.#refused.set(name, Date.now() + refusedFor);
      return undefined;
    }
  }
}

/** Whether a secret must be asked for first: a client's that exchanges the tokens of somebody who signed in elsewhere. */
function wantsSecret(error: unknown): boolean {
  return error instanceof OAuthFailure && error.code === 'secretMissing';
}

/** Those of the wanted scopes that the token was not given, if any. */
export function missingScopes(
  token: AccessToken,
  { profile, api, session }: Required<ApiTarget>,
  wanted: readonly string[],
): readonly string[] | undefined {
  const decoded = decode(token.value);
  const compared = compareScopes({
    requested: wanted,
    granted: token.grantedScopes ?? token.requestedScopes,
    claims: decoded.kind === 'jwt' ? decoded.claims : undefined,
    refreshToken: !standsAlone(session, profile, api),
  });
  const names = compared.filter(({ state }) => state === 'missing').map(({ name }) => name);
  return names.length === 0 ? undefined : names;
}
