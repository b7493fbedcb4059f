import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import type { Decoded } from '../token/decoded.ts';
import type { Verification } from '../token/verification.ts';
import { ServerAnswers } from './serverAnswers.ts';

/** Verdicts that are kept; the oldest go first. */
const limit = 500;

/** Milliseconds until an issuer that did not answer, or whose answer could not be read, is asked again. */
const retryAfter = 60_000;

/**
 * What only the issuer can tell about a token: whether it is genuine, and where its userinfo endpoint is. It is asked
 * when somebody opens a token's rows; the answer arrives later and is kept, so that drawing the tree again costs nothing.
 */
export class IssuerFacts {
  /** What it said when somebody asked about a token that it alone can read. */
  readonly answers: ServerAnswers;
  /** With the time until which each stands, in milliseconds since the epoch. */
  readonly #verdicts = new Map<string, { readonly verdict: Verification; readonly until: number }>();
  readonly #userinfoEndpoints = new Map<string, string>();
  /** The rows that wait for a verdict, and when it is there. */
  readonly #pending = new Map<string, { readonly rows: Set<string>; readonly arrival: Promise<void> }>();
  readonly #arrived: (row?: string) => void;

  /** @param arrived called when something arrived that a row waits for; without one when any row may. */
  constructor(arrived: (row?: string) => void) {
    this.answers = new ServerAnswers(() => {
      arrived();
    });
    this.#arrived = arrived;
  }

  /**
   * The verdict on a token of `profile`; `undefined` while it is being worked on. Without a profile nobody is asked: an
   * address that a token names is a stranger's.
   *
   * @param row the id of the row to draw again when the verdict arrives
   */
  verdict(token: Decoded, profile: Profile | undefined, row: string): Verification | undefined {
    const key = keyOf(token, profile);
    const known = this.#known(key);
    if (known !== undefined) return known;
    this.#await(key, token, profile).rows.add(row);
    return undefined;
  }

  /** As `verdict`, for who can wait for it; by then the userinfo endpoint is known as well. */
  async whenKnown(token: Decoded, profile: Profile | undefined): Promise<Verification | undefined> {
    const key = keyOf(token, profile);
    if (this.#known(key) === undefined) await this.#await(key, token, profile).arrival;
    return this.#known(key);
  }

  /** The verdict where it is there already; nobody is asked. */
  knownVerdict(token: Decoded, profile: Profile | undefined): Verification | undefined {
    return this.#known(keyOf(token, profile));
  }

  /** The issuer's userinfo endpoint (OpenID Connect Discovery §3), where it is known already. */
  userinfoEndpoint(profile: Profile | undefined): string | undefined {
    if (profile === undefined) return undefined;
    return profile.endpoints?.userinfo ?? this.#userinfoEndpoints.get(authority(profile));
  }

  #known(key: string): Verification | undefined {
    const known = this.#verdicts.get(key);
    return known !== undefined && Date.now() < known.until ? known.verdict : undefined;
  }

  #await(key: string, token: Decoded, profile: Profile | undefined) {
    let waiting = this.#pending.get(key);
    if (waiting === undefined) {
      const rows = new Set<string>();
      waiting = { rows, arrival: this.#ask(key, token, profile, rows) };
      this.#pending.set(key, waiting);
    }
    return waiting;
  }

  async #ask(key: string, token: Decoded, profile: Profile | undefined, rows: ReadonlySet<string>): Promise<void> {
    try {
      const { verdict, userinfoEndpoint } = await (profile === undefined
        ? askNobody(token)
        : askIssuer(token, profile));
      this.#keep(key, verdict);
      if (profile !== undefined && userinfoEndpoint !== undefined)
        this.#userinfoEndpoints.set(authority(profile), userinfoEndpoint);
    } finally {
      this.#pending.delete(key);
    }
    for (const waiting of rows) this.#arrived(waiting);
  }

  #keep(key: string, verdict: Verification): void {
    this.#verdicts.set(key, { verdict, until: hasNoKeys(verdict) ? Date.now() + retryAfter : Infinity });
    const [oldest] = this.#verdicts.keys();
    if (this.#verdicts.size > limit && oldest !== undefined) this.#verdicts.delete(oldest);
  }
}

/** A profile's own endpoints have their own keys: what they vouch for is not what the issuer vouches for. */
function keyOf(token: Decoded, profile: Profile | undefined): string {
  return `${profile === undefined ? '' : authority(profile)}\n${token.raw}`;
}

interface IssuerAnswer {
  readonly verdict: Verification;
  readonly userinfoEndpoint?: string | undefined;
}

/** What the token's form alone tells: unsigned, encrypted, signed with a secret. */
async function askNobody(token: Decoded): Promise<IssuerAnswer> {
  const { verify } = await import('../token/verify.ts');
  const named = 'claims' in token ? token.claims['iss'] : undefined;
  const issuer = typeof named === 'string' ? named : '';
  return { verdict: await verify(token, { keys: undefined, keysProblem: 'issuerUnknown', issuer }) };
}

async function askIssuer(token: Decoded, profile: Profile): Promise<IssuerAnswer> {
  const [{ verifyByIssuer }, { discover }] = await Promise.all([
    import('../oauth/verifyByIssuer.ts'),
    import('../oauth/metadata.ts'),
  ]);
  const verdict = await verifyByIssuer(token, profile);
  if (hasNoKeys(verdict)) return { verdict };
  // It was asked just now, and its answer is kept.
  const server = await discover(profile).catch(() => undefined);
  return { verdict, userinfoEndpoint: server?.metadata.userinfo_endpoint };
}

/** Whether the issuer was asked in vain. */
function hasNoKeys(verdict: Verification): boolean {
  return (
    verdict.state === 'notVerifiable' && (verdict.reason === 'issuerUnreachable' || verdict.reason === 'crossOrigin')
  );
}
