import { extraScopesOf } from '../session/accessTokens.ts';
import type { SignInOptions } from './flow/run.ts';
import type { ApiTarget } from './target.ts';

/** The sign-in for a token that a refresh did not bring: for the same account, and with the same scopes. */
export function insteadOfRefresh({ profile, api, session }: ApiTarget, silentFirst: boolean): SignInOptions {
  return session === undefined ? {} : { session, silentFirst, scopes: extraScopesOf(session, profile, api) };
}
