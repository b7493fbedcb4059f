import { decode } from '../../../../src/token/decode.ts';
import { explainError } from '../../../../src/token/explain/explainError.ts';
import type { ExplainContext, Explanation, HeldToken, KnownApi } from '../../../../src/token/explain/explanation.ts';
import { english } from '../english.ts';
import { auth0Issuer, jwt, now } from '../tokens.ts';
import type { Claims } from '../tokens.ts';

interface Changes {
  readonly claims?: Claims;
  /** In place of a JWT. */
  readonly token?: string;
  readonly requested?: readonly string[];
  readonly granted?: readonly string[];
  readonly refreshToken?: boolean;
  readonly expiresAt?: number;
  readonly issuer?: string;
  readonly clockSkew?: number;
  readonly copiedAt?: number;
}

/** A session's token for the API of this name at `https://NAME.example.com`. */
export function held(api: string, changes: Changes = {}): HeldToken {
  const { claims = {}, requested = ['openid', `read:${api}`], granted, expiresAt = now + 3540 } = changes;
  const audience = `https://${api}.example.com`;
  const issuer = changes.issuer ?? auth0Issuer;
  const token = jwt({
    iss: issuer,
    aud: [audience, `${issuer}userinfo`],
    azp: 'abc123',
    sub: 'auth0|ada',
    iat: now - 60,
    exp: expiresAt,
    scope: `openid read:${api}`,
    ...claims,
  });
  return {
    id: api,
    target: { profile: 'integration', api, account: 'ada' },
    label: api,
    token: decode(changes.token ?? token),
    profile: { issuer, clientId: 'abc123', audience, resource: [], requestedScopes: requested },
    answer: { refreshToken: changes.refreshToken ?? true, expiresAt, grantedScopes: granted },
    session: { subject: 'auth0|ada' },
    clockSkew: changes.clockSkew,
    copiedAt: changes.copiedAt,
  };
}

export function api(name: string, changes: Partial<KnownApi> = {}): KnownApi {
  return {
    target: { profile: 'integration', api: name, account: 'ada' },
    label: name,
    issuer: auth0Issuer,
    audience: `https://${name}.example.com`,
    resource: [],
    scopes: ['openid', `read:${name}`],
    ...changes,
  };
}

export function context(tokens: readonly HeldToken[], changes: Partial<ExplainContext> = {}): ExplainContext {
  return { tokens, apis: [api('orders'), api('stock')], now, ...changes };
}

export const both: ExplainContext = context([held('orders'), held('stock')]);

/** Everything of an explanation that a person reads. */
export function shown({ verdict, details, source }: Explanation): readonly string[] {
  return [english(verdict), ...details.map(english), source];
}

export function explained(
  input: string,
  known: ExplainContext,
): { explanation: Explanation; verdict: string; all: string } {
  const explanation = explainError(input, known);
  return { explanation, verdict: english(explanation.verdict), all: shown(explanation).join('\n') };
}
