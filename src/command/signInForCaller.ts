import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { cacheKey } from '../session/cacheKey.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { isForClient, sessionsOf } from '../session/sessionsOf.ts';
import { SignInNeeded } from '../session/signInNeeded.ts';
import type { CommandContext } from './context.ts';
import { insteadOfRefresh } from './insteadOfRefresh.ts';
import { askModally, showError } from './message.ts';
import type { ApiTarget } from './target.ts';
import { tokenBySignIn } from './tokenBySignIn.ts';

/** A program in a terminal tells its own user, who then needs no dialog in the way: a notification that stays will do. */
interface InTerminal {
  terminal(question: string): void;
  /** Aborted when it waits no more. */
  readonly signal: AbortSignal;
}

/**
 * Who wants a token, as far as it is known here: VS Code says of no command whether a task, a launch configuration or an
 * extension called it.
 */
export type Caller = 'command' | 'extension' | InTerminal;

export interface CallersRequest {
  readonly target: ApiTarget;
  /** Why only a sign-in brings the token. */
  readonly reason: string;
  /** Whether the browser's session at the server may do without the person. */
  readonly silentFirst: boolean;
  /** Seconds that a token must still live which was there by other means. */
  readonly minimumLifetime: number;
  readonly caller: Caller;
}

/** One question to the user, for all that wait for the answer. */
interface Question {
  readonly answer: Promise<AccessToken | undefined>;
  readonly inTerminals: Set<InTerminal>;
  text?: string;
}

interface AskedRequest extends CallersRequest {
  /** Tells all in terminals that wait. */
  readonly asked: (question: string) => void;
}

/** What is asked for now: two tasks that want the same token are one question, and two programs in terminals. */
const open = new Map<string, Question>();

/**
 * Asks whether to sign in, for a task, a program or another extension that waits, and signs in. A sign-in in the Tokens
 * view or in another window answers as well.
 *
 * @returns `undefined` when the user declined.
 * @throws OAuthFailure
 */
export async function signInForCaller(
  context: CommandContext,
  request: CallersRequest,
): Promise<AccessToken | undefined> {
  const { target, caller } = request;
  const inTerminal = typeof caller === 'object' ? caller : undefined;
  if (inTerminal?.signal.aborted === true) return undefined;
  const token = cacheKey(target.profile, target.session?.id ?? '', target.api);
  const key = JSON.stringify([token, inTerminal === undefined]);
  const question = open.get(key) ?? ask(context, request, key);
  if (inTerminal !== undefined) join(question, inTerminal, key);
  return question.answer;
}

function ask(context: CommandContext, request: CallersRequest, key: string): Question {
  const inTerminals = new Set<InTerminal>();
  const asked = (text: string): void => {
    question.text = text;
    for (const caller of inTerminals) caller.terminal(text);
  };
  const answer = waitForToken(context, { ...request, asked }).finally(() => {
    forget(key, question);
  });
  const question: Question = { answer, inTerminals };
  open.set(key, question);
  return question;
}

/** When all in terminals have gone, the next one asks anew. */
function join(question: Question, caller: InTerminal, key: string): void {
  question.inTerminals.add(caller);
  if (question.text !== undefined) caller.terminal(question.text);
  caller.signal.addEventListener('abort', () => {
    question.inTerminals.delete(caller);
    if (question.inTerminals.size === 0) forget(key, question);
  });
}

function forget(key: string, question: Question): void {
  if (open.get(key) === question) open.delete(key);
}

async function waitForToken(context: CommandContext, request: AskedRequest): Promise<AccessToken | undefined> {
  const arrivals = new Arrivals(context, request);
  const over = new AbortController();
  let changes: { dispose(): void } | undefined;
  try {
    const arrived = new Promise<AccessToken>((resolve) => {
      changes = context.sessions.onDidChange(() => {
        void arrivals.look().then((token) => {
          if (token !== undefined) resolve(token);
        });
      });
    });
    return (await arrivals.look()) ?? (await Promise.race([arrived, askAndSignIn(context, request, arrivals, over)]));
  } finally {
    over.abort();
    changes?.dispose();
  }
}

async function askAndSignIn(
  context: CommandContext,
  request: AskedRequest,
  arrivals: Arrivals,
  over: AbortController,
): Promise<AccessToken | undefined> {
  const { target, silentFirst } = request;
  const { profile, api } = target;
  // A client is in no person's way. The question stays on screen when the token is there by other means.
  if (!isForClient(profile) && (!(await agrees(request)) || over.signal.aborted)) return undefined;
  try {
    const options = { ...insteadOfRefresh(target, silentFirst), signal: over.signal };
    const { session, token } = await tokenBySignIn(context, profile, api, options);
    context.inUse.note(profile, api, session);
    return token;
  } catch (error) {
    if (!(error instanceof OAuthFailure && error.code === 'cancelled')) throw error;
    // The user may have begun again, from the Tokens view.
    await context.signIns.settled();
    return arrivals.look();
  }
}

async function agrees({ target, reason, caller, asked }: AskedRequest): Promise<boolean> {
  const signIn = vscode.l10n.t('Sign In');
  const { name } = target.api;
  if (typeof caller === 'object') {
    const question = vscode.l10n.t('A terminal asks for an access token for {0}. {1}', name, reason);
    asked(question);
    return (await showError(question, signIn)) === signIn;
  }
  const question =
    caller === 'extension'
      ? vscode.l10n.t('Another extension asks for an access token for {0}.', name)
      : vscode.l10n.t('A task, launch configuration or extension asks for an access token for {0}.', name);
  return (await askModally(question, reason, [signIn], vscode.l10n.t('Cancel'))) === signIn;
}

/** Tokens that a sign-in of somebody else's asking brings: in the Tokens view, or in another window. */
class Arrivals {
  readonly #context: CommandContext;
  readonly #request: CallersRequest;
  /** The sessions that bring none, by their ids, as they were. */
  readonly #known = new Map<string, string>();

  constructor(context: CommandContext, request: CallersRequest) {
    this.#context = context;
    this.#request = request;
    const { session } = request.target;
    if (session !== undefined) this.#known.set(session.id, this.#mark(session));
  }

  /** Changes with each sign-in, and with no refresh but one that brings what is wanted. */
  #mark(session: Session): string {
    const { profile, api } = this.#request.target;
    return `${String(session.signedInAt)} ${accessTokenFor(session, profile, api)?.value ?? ''}`;
  }

  /** Never fails: the question is still there. */
  async look(): Promise<AccessToken | undefined> {
    const { target, minimumLifetime } = this.#request;
    const { profile, api } = target;
    for (const session of await candidates(this.#context, target)) {
      if (this.#known.get(session.id) === this.#mark(session)) continue;
      // No sign-in brings a better one than that of the sign-in just now.
      for (const seconds of [minimumLifetime, 0]) {
        try {
          const token = await this.#context.sessions.accessToken(session.id, profile, api, {
            minimumLifetime: seconds,
          });
          this.#context.inUse.note(profile, api, session);
          return token;
        } catch (error) {
          if (!(error instanceof SignInNeeded)) break;
          if (seconds === 0) this.#known.set(session.id, this.#mark(session));
        }
      }
    }
    return undefined;
  }
}

async function candidates(context: CommandContext, { profile, session }: ApiTarget): Promise<readonly Session[]> {
  const { sessions } = await context.sessions.list();
  return sessionsOf(profile, sessions).filter(({ id }) => session === undefined || id === session.id);
}
