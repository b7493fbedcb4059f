import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { known } from '../command/known.ts';
import { obtain, sentenceFor } from '../command/getAccessToken.ts';
import { unknownText, type Unknown } from '../command/noTarget.ts';
import { fitting, resolveApi, type ApiTarget } from '../command/target.ts';
import { tokenBySignIn } from '../command/tokenBySignIn.ts';
import { unseenSessions } from '../command/unseen.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import { holders } from '../profile/signer.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { isForClient } from '../session/sessionsOf.ts';
import { SignInNeeded } from '../session/signInNeeded.ts';
import { safeText } from '../token/display.ts';
import { answerOf } from './answer.ts';
import type {
  AccessTokenAnswer,
  AccessTokenRequest,
  TokenInspectorApi,
  TokenInspectorError,
  TokenInspectorErrorCode,
} from './exportedApi.ts';
import type { Consent } from './consent.ts';
import { inspect } from './inspect.ts';

/** What `extension.exports` does. */
export function exportedApi(context: CommandContext, consent: Consent): TokenInspectorApi {
  return {
    getAccessToken: (request) => getAccessToken(context, consent, request),
    inspect: async (token) => inspect(typeof token === 'string' ? token : '', await known(context)),
  };
}

/** For callers without types, who must read what they did. */
class RequestError extends Error implements TokenInspectorError {
  override readonly name = 'TokenInspectorError';
  readonly code: TokenInspectorErrorCode;

  constructor(code: TokenInspectorErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

async function getAccessToken(
  context: CommandContext,
  consent: Consent,
  request: AccessTokenRequest,
): Promise<AccessTokenAnswer | undefined> {
  checkRequest(request);
  if (request.silent === true) {
    const { token, target } = await obtainSilently(context, consent, request);
    return answerOf(token, target.api);
  }
  const target = await resolveApi(context, request);
  if (target === undefined || !(await consent.ask(target))) return undefined;
  try {
    const token = await obtain(context, target, 'extension', request.minimumLifetime);
    return token && answerOf(token, target.api);
  } catch (error) {
    throw new RequestError('failed', error instanceof Error ? error.message : '', { cause: error });
  }
}

interface Obtained {
  readonly token: AccessToken;
  readonly target: ApiTarget;
}

/** As the command does, but for everything that a person would have to see. */
async function obtainSilently(
  context: CommandContext,
  consent: Consent,
  request: AccessTokenRequest,
): Promise<Obtained> {
  const target = await resolveSilently(context, request);
  const { profile, api, session } = target;
  if (!consent.isGiven(profile)) {
    throw new RequestError(
      'consentNeeded',
      vscode.l10n.t(
        'The user has not allowed other extensions to get tokens of {0}: a request without “silent” asks.',
        safeText(profile.name),
      ),
    );
  }
  const minimumLifetime = request.minimumLifetime ?? context.settings.minimumLifetime();
  if (session === undefined) {
    const unseen = await unseenSessions(context);
    if (unseen !== undefined) throw new RequestError('failed', (await sentenceFor(context, unseen, target)).message);
  }
  try {
    if (session === undefined) {
      const { session: first, token } = await clientToken(context, target);
      context.inUse.note(profile, api, first);
      return { token, target };
    }
    const token = await context.sessions.accessToken(session.id, profile, api, { minimumLifetime });
    context.inUse.note(profile, api, session);
    return { token, target };
  } catch (error) {
    if (error instanceof RequestError) throw error;
    const code = error instanceof SignInNeeded ? 'signInNeeded' : 'failed';
    throw new RequestError(code, (await sentenceFor(context, error, target)).message, { cause: error });
  }
}

/** A client whose secret is known needs nobody for its first token. */
async function clientToken(
  context: CommandContext,
  { profile, api }: ApiTarget,
): Promise<{ session: Session; token: AccessToken }> {
  if (!isForClient(profile)) {
    throw new RequestError('signInNeeded', vscode.l10n.t('Nobody is signed in at {0} yet.', safeText(profile.name)));
  }
  for (const holder of holders(signInProfile(profile))) {
    if ((await context.secrets.known(holder)) === undefined) throw new OAuthFailure('secretMissing');
  }
  return tokenBySignIn(context, profile, api);
}

const codes = {
  unknownProfile: 'unknownProfile',
  unknownApi: 'unknownApi',
  unknownAccount: 'signInNeeded',
} as const satisfies Record<Unknown, TokenInspectorErrorCode>;

async function resolveSilently(context: CommandContext, request: AccessTokenRequest): Promise<ApiTarget> {
  const { sessions } = await context.sessions.list();
  const found = fitting(context.settings.profiles(), sessions, request);
  if (typeof found === 'string') throw new RequestError(codes[found], unknownText(found, request));
  const [target, ...others] = found;
  if (target !== undefined && others.length === 0) return target;
  throw new RequestError(
    'ambiguous',
    vscode.l10n.t(
      'Several APIs or accounts of {0} fit: the request must name “api” and “account”.',
      safeText(request.profile),
    ),
  );
}

function checkRequest(request: unknown): asserts request is AccessTokenRequest {
  const values = typeof request === 'object' && request !== null ? (request as Readonly<Record<string, unknown>>) : {};
  const isString = (name: string): boolean => typeof values[name] === 'string';
  const isAbsent = (name: string): boolean => values[name] === undefined;
  const { minimumLifetime } = values;
  const fits =
    isString('profile') &&
    (isAbsent('api') || isString('api')) &&
    (isAbsent('account') || isString('account')) &&
    (minimumLifetime === undefined || (typeof minimumLifetime === 'number' && minimumLifetime >= 0)) &&
    (isAbsent('silent') || typeof values['silent'] === 'boolean');
  if (fits) return;
  throw new RequestError(
    'invalidRequest',
    vscode.l10n.t(
      'Token Inspector takes a request of the form {0}.',
      '{ profile, api?, account?, minimumLifetime?, silent? }',
    ),
  );
}
