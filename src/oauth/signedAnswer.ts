import { decodeCompact } from '../token/compact.ts';
import type { Jwt } from '../token/decoded.ts';
import { isJsonObject } from '../token/json.ts';
import type { JsonObject } from '../token/json.ts';
import type { Verification } from '../token/verification.ts';
import { OAuthFailure } from './failure.ts';
import { readBounded } from './http.ts';
import type { Fetch } from './http.ts';

/** What a server says about a token. */
export interface ServerSaid {
  readonly claims: JsonObject;
  /** Of an answer that is signed: whether the issuer's keys vouch for it. */
  readonly signature?: Verification;
}

/**
 * Reads answers that are JWTs as if they were the JSON inside: userinfo (`application/jwt`, OIDC Core §5.3.2) and
 * introspection (`application/token-introspection+jwt`, RFC 9701 §5). Nothing is verified here; `signed` is kept for that.
 */
export class SignedAnswers {
  signed: Jwt | undefined;
  readonly #fetch: Fetch;

  constructor(send: Fetch | undefined) {
    this.#fetch = send ?? ((url, init) => fetch(url, init));
  }

  /** @throws {OAuthFailure} `malformedAnswer` with reason `encrypted`: it is for a key that this client does not have. */
  readonly fetch: Fetch = async (url, init) => {
    const response = await this.#fetch(url, init);
    const [type = ''] = (response.headers.get('content-type') ?? '').toLowerCase().split(';');
    const member = members.get(type.trim());
    if (member === undefined || !response.ok) return response;
    const body = await readBounded(response);
    const token = decodeCompact(body.trim());
    if (token.kind === 'jwe')
      throw new OAuthFailure('malformedAnswer', { reason: 'encrypted', status: response.status });
    const content = token.kind !== 'jwt' || member === '' ? undefined : token.claims[member];
    const claims = token.kind === 'jwt' && member === '' ? token.claims : content;
    // Anything else is for the caller to refuse.
    if (token.kind !== 'jwt' || !isJsonObject(claims)) return rebuilt(response, body, type);
    this.signed = token;
    return rebuilt(response, JSON.stringify(claims), 'application/json');
  };
}

/** The media types of signed answers, and the claim that holds the answer; empty where the claims are the answer. */
const members: ReadonlyMap<string, string> = new Map([
  ['application/jwt', ''],
  ['application/token-introspection+jwt', 'token_introspection'],
]);

function rebuilt({ status, headers }: Response, body: string, type: string): Response {
  const changed = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) changed.delete(name);
  changed.set('content-type', type);
  return new Response(body, { status, headers: changed });
}
