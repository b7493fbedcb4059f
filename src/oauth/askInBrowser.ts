import { deadline, unlessAborted } from './abort.ts';
import type { Attempt } from './attempt.ts';
import { AwaitedAnswer } from './awaitedAnswer.ts';
import type { SentOn } from './awaitedAnswer.ts';
import type { CallbackPageText } from './callbackPage.ts';
import { OAuthFailure } from './failure.ts';
import { listen } from './loopback.ts';
import type { Listener } from './loopback.ts';
import { readAddress } from './pastedAddress.ts';
import type { AddressFault } from './pastedAddress.ts';

export interface BrowserRequest {
  readonly profile: { readonly redirectUri: string };
  /** Opens the user's own browser (RFC 8252 §8.12). `false`: it was not opened. */
  openBrowser(url: string): Promise<boolean>;
  /** The address by which the browser reaches an address of the server, where that is another one. */
  browserAddress?(url: string): Promise<string>;
  /**
   * The loopback address to listen at: by default the profile's redirect URI. With `null` nobody listens, and the
   * answer comes by `otherWays`.
   */
  readonly listenAt?: string | null | undefined;
  /** Whether the sign-in is worth beginning although the listener cannot be opened: there are `otherWays`. */
  readonly mayMissListener?: boolean | undefined;
  /** The address at which the browser reaches the local one. */
  externalRedirectUri?(local: string): Promise<string>;
  /** Called when the browser is about to open: the answer may come by other ways besides. @returns what ends them. */
  otherWays?(asked: Asked): () => void;
  readonly signal: AbortSignal;
  /** Seconds until the answer must be back from the browser. */
  readonly timeout: number;
  readonly page: CallbackPageText;
}

/** An authorization request whose answer is waited for. */
export interface Asked {
  /** Where the browser is sent to. */
  readonly url: string;
  /** Where it comes back to. */
  readonly redirectUri: string;
  /** Takes the address at which the browser ended, or its query. @returns why it is not the answer. */
  offer(address: string): Promise<AddressFault | undefined>;
}

/** Whether an answer will do, or with which attempt the browser goes on. */
export type Judge = (answer: URL, redirectUri: string) => Promise<Attempt | undefined>;

/**
 * The part with the person: the listener opens before the browser does, and closes as soon as the answer is here,
 * whichever way it came.
 *
 * @throws {OAuthFailure} `cancelled`, `signInTimedOut`, `browserNotOpened`, and what the listener throws.
 */
export async function askInBrowser(
  request: BrowserRequest,
  attempt: Attempt,
  judge?: Judge,
): Promise<{ answer: URL; redirectUri: string }> {
  const { signal, end } = deadline(request.signal, request.timeout);
  let awaited: AwaitedAnswer | undefined;
  const sendOn = async (answer: URL): Promise<SentOn | undefined> => {
    const redirectUri = awaited?.redirectUri ?? '';
    const next = await judge?.(answer, redirectUri);
    if (next === undefined) {
      return undefined;
    }
    const url = await next.url(redirectUri);
    return { url: (await request.browserAddress?.(url)) ?? url, state: next.state };
  };
  const answerRequest = { state: attempt.state, ...(judge === undefined ? {} : { sendOn }) };
  let listener: Listener | undefined;
  let endOtherWays: (() => void) | undefined;
  const close = () => {
    awaited?.close();
    listener?.close();
  };
  try {
    listener = await openListener(request, answerRequest);
    const waiting = (awaited =
      listener?.awaited ?? new AwaitedAnswer({ ...answerRequest, redirectUri: request.profile.redirectUri }));
    signal.addEventListener('abort', close);
    if (listener !== undefined) {
      await unlessAborted(useExternalAddress(request, listener), signal);
    }
    const { redirectUri } = waiting;
    const url = await unlessAborted(attempt.url(redirectUri), signal);
    endOtherWays = request.otherWays?.({ url, redirectUri, offer: (address) => offer(address, waiting, request) });
    // The person may be back before the editor knows that the browser has opened.
    const opened = request.openBrowser(url).catch(() => false);
    const unopened = opened.then((yes) =>
      yes ? waiting.answer : Promise.reject(new OAuthFailure('browserNotOpened')),
    );
    return { answer: await unlessAborted(Promise.race([waiting.answer, unopened]), signal), redirectUri };
  } finally {
    endOtherWays?.();
    close();
    end();
  }
}

async function openListener(
  { profile, listenAt = profile.redirectUri, mayMissListener, page }: BrowserRequest,
  request: { readonly state: string; readonly sendOn?: (answer: URL) => Promise<SentOn | undefined> },
): Promise<Listener | undefined> {
  if (listenAt === null) {
    return undefined;
  }
  try {
    return await listen({ ...request, redirectUri: listenAt, page });
  } catch (error) {
    if (mayMissListener === true) {
      return undefined;
    }
    throw error;
  }
}

async function useExternalAddress(request: BrowserRequest, listener: Listener): Promise<void> {
  const external = await request.externalRedirectUri?.(listener.redirectUri);
  if (external !== undefined && external !== listener.redirectUri) {
    listener.useExternal(external);
  }
}

async function offer(
  address: string,
  awaited: AwaitedAnswer,
  request: BrowserRequest,
): Promise<AddressFault | undefined> {
  const query = readAddress(address, awaited);
  if (typeof query === 'string') {
    return query;
  }
  // What goes wrong from here on is the sign-in's failure, not the address's.
  const next = await awaited.take(query).catch(() => undefined);
  if (next !== undefined) {
    await request.openBrowser(next.url);
  }
  return undefined;
}
