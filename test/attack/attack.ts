import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { signIn } from '../../src/oauth/authorizationCode.ts';
import { page } from '../unit/oauth/profiles.ts';
import { browse, startProvider } from '../unit/oauth/realProvider.ts';

export interface Attack {
  /** Requests and lingering connections that ended before the person's answer came. */
  readonly hostile: number;
  /** How they ended: an HTTP status, `hung up`, or `lingered`. */
  readonly outcomes: Readonly<Partial<Record<string, number>>>;
  /** The account that signed in among them. */
  readonly subject: string | undefined;
  /** Of the page that the person saw. */
  readonly status: number;
  /** What a second copy of the answer, sent in the same moment, got. */
  readonly duplicate: number | 'refused';
  /** Until as many had ended. */
  readonly seconds: number;
  /** From the person's last click to the token. */
  readonly answerSeconds: number;
  /** Of the process that signs in: what the attack added at its worst, and what is left a second after. */
  readonly peakMegabytes: number;
  readonly leftMegabytes: number;
}

/**
 * One sign-in at a real server, while another process floods the listener with at least `requests` hostile requests, and
 * until `lingering` of its slow, half-open and silent connections were hung up on.
 */
export async function attack(requests: number, lingering = 0): Promise<Attack> {
  const real = await startProvider();
  let opened: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    opened = resolve;
  });
  const signedIn = signIn({
    profile: real.profile,
    api: real.profile.apis[0],
    openBrowser: (to) => {
      opened(to);
      return Promise.resolve(true);
    },
    signal: new AbortController().signal,
    timeout: 300,
    page,
  });
  const asked = new URL(await url);
  const redirectUri = asked.searchParams.get('redirect_uri') ?? '';
  const before = heap();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }, 20);
  const began = performance.now();
  const attacker = fork(join(import.meta.dirname, 'attacker.ts'), [redirectUri, asked.searchParams.get('state') ?? '']);
  try {
    let seen = { total: 0, counts: {} as Partial<Record<string, number>> };
    while (seen.total < requests || (seen.counts['lingered'] ?? 0) < lingering)
      [seen] = (await once(attacker, 'message')) as [typeof seen];
    const seconds = (performance.now() - began) / 1000;
    // The flood goes on while the person finishes.
    const { url: address } = await browse(asked.href, new Map(), redirectUri);
    const came = performance.now();
    const [first, second] = await Promise.all([open(address), open(address)]);
    const tokens = await signedIn;
    const answerSeconds = (performance.now() - came) / 1000;
    clearInterval(sampling);
    attacker.kill();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const statuses = [first, second].sort((one) => (one === 200 ? -1 : 1));
    return {
      hostile: seen.total,
      outcomes: seen.counts,
      subject: tokens.subject,
      status: Number(statuses[0]),
      duplicate: statuses[1] ?? 'refused',
      seconds,
      answerSeconds,
      peakMegabytes: (peak - before) / 1e6,
      leftMegabytes: (heap() - before) / 1e6,
    };
  } finally {
    clearInterval(sampling);
    attacker.kill();
    await real.stop();
  }
}

async function open(address: string): Promise<number | 'refused'> {
  try {
    return (await fetch(address)).status;
  } catch {
    return 'refused';
  }
}

/** Bytes, after a collection where Node was told to allow one. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
