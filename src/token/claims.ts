import { assuranceText, methodText } from './authentication.ts';
import { adfsClaims } from './catalogue/adfs.ts';
import { auth0Claims } from './catalogue/auth0.ts';
import { cognitoClaims } from './catalogue/cognito.ts';
import { entraClaims } from './catalogue/entra.ts';
import { githubActionsClaims } from './catalogue/githubActions.ts';
import { googleClaims } from './catalogue/google.ts';
import { jwtClaims } from './catalogue/jwt.ts';
import { keycloakClaims } from './catalogue/keycloak.ts';
import { kubernetesClaims } from './catalogue/kubernetes.ts';
import { oauthClaims } from './catalogue/oauth.ts';
import { oidcClaims } from './catalogue/oidc.ts';
import { oktaClaims } from './catalogue/okta.ts';
import type { ClaimCatalogue, ClaimKind, ClaimMeaning } from './claimMeaning.ts';
import { safeText, safeValue } from './display.ts';
import { vendorOf } from './issuer.ts';
import type { Vendor } from './issuer.ts';
import { strings } from './lists.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';
import { claimTime, duration, relativeTime } from './time.ts';

export interface ClaimContext {
  /** The token's issuer, so that a vendor's own claims are read as that vendor means them. */
  readonly issuer?: string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface ClaimExplanation {
  readonly meaning: Text;
  /** Where the meaning is written; empty for a claim that nobody standardised. */
  readonly source: string;
  /** The value for one line: safe to show, and translated where it is a `Text`. */
  readonly display: Text | string;
  /** What the value stands for, where that is known apart from the claim: `amr`, `acr` and vendors' codes in words. */
  readonly words?: readonly Text[];
  readonly kind: ClaimKind;
  /** Seconds since the epoch, for times that can be read. */
  readonly time?: number;
}

const vendors: Readonly<Record<Vendor, ClaimCatalogue>> = {
  auth0: auth0Claims,
  entra: entraClaims,
  okta: oktaClaims,
  keycloak: keycloakClaims,
  cognito: cognitoClaims,
  google: googleClaims,
  githubActions: githubActionsClaims,
  kubernetes: kubernetesClaims,
  adfs: adfsClaims,
};

const standards: readonly ClaimCatalogue[] = [jwtClaims, oidcClaims, oauthClaims];

/** What a claim means and how its value is read. The issuer's own vendor is asked first, then the standards, then everybody else. */
export function explainClaim(name: string, value: unknown, { issuer, now }: ClaimContext): ClaimExplanation {
  const known = meaningOf(name, issuer);
  const { kind, meaning, source } = known ?? unknownClaim(name);
  const time = kind === 'time' ? claimTime(value) : undefined;
  const words = inWords(known, value);
  return {
    meaning,
    source,
    kind,
    display: time === undefined ? display(kind, value) : relativeTime(time, now),
    ...(words.length > 0 && { words }),
    ...(time !== undefined && { time }),
  };
}

function meaningOf(name: string, issuer: string | undefined): ClaimMeaning | undefined {
  const vendor = vendorOf(issuer);
  const own = vendor === undefined ? [] : [vendors[vendor]];
  for (const entries of [...own, ...standards, ...Object.values(vendors)]) {
    if (Object.hasOwn(entries, name)) return entries[name];
  }
  return undefined;
}

function unknownClaim(name: string): ClaimMeaning {
  const namespace = /^https?:\/\/([^/]{1,100})/.exec(name)?.[1];
  return {
    kind: 'text',
    source: '',
    meaning:
      namespace === undefined
        ? text('A claim of this authorization server’s own.')
        : text('A claim of somebody’s own, kept apart by the name {namespace}.', { namespace: safeText(namespace) }),
  };
}

function display(kind: ClaimKind, value: unknown): Text | string {
  if (kind === 'duration' && typeof value === 'number' && Number.isFinite(value)) return duration(value);
  if (kind === 'flag' && (value === true || value === 'true')) return text('yes');
  if (kind === 'flag' && (value === false || value === 'false')) return text('no');
  return safeValue(value);
}

/** Values that are put into words at most. */
const wordsKept = 20;

function inWords(known: ClaimMeaning | undefined, value: unknown): readonly Text[] {
  if (known === undefined) return [];
  const items = typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : strings(value);
  return items.slice(0, wordsKept).flatMap((item) => wordFor(known, item) ?? []);
}

function wordFor({ kind, values }: ClaimMeaning, item: string): Text | undefined {
  if (values !== undefined && Object.hasOwn(values, item)) return values[item];
  if (kind === 'method') return methodText(item);
  return kind === 'assurance' ? assuranceText(item) : undefined;
}
