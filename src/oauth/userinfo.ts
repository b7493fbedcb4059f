import { isJsonObject, parseJson } from '../token/json.ts';
import { toFailure } from './classify.ts';
import type { DpopKey } from './dpop.ts';
import { nonceFor } from './dpopNonces.ts';
import { endpoint } from './endpoint.ts';
import { OAuthFailure } from './failure.ts';
import { fetchFor, showsCertificate, withAliases } from './fetchFor.ts';
import { Http } from './http.ts';
import type { TokenQuestion } from './introspection.ts';
import { discover } from './metadata.ts';
import { serverWords } from './serverWords.ts';
import { SignedAnswers } from './signedAnswer.ts';
import type { ServerSaid } from './signedAnswer.ts';
import { verifyByIssuer } from './verifyByIssuer.ts';

export interface UserinfoQuestion extends TokenQuestion {
  /** The subject of the session that the token belongs to: an answer about somebody else is not used (OIDC Core §5.3.2). */
  readonly subject?: string | undefined;
  /** What the token is bound to. */
  readonly dpopKey?: DpopKey | undefined;
}

/**
 * Asks the profile's userinfo endpoint whom an access token is about (OIDC Core §5.3). It is sent as a bearer token and
 * nothing else proves who asks; one that is bound to a key goes with a proof (RFC 9449 §7.1). An answer that is signed
 * (§5.3.2) is read as well, with what the issuer's keys say of it.
 *
 * @returns `notSupported` where the server has no userinfo endpoint.
 * @throws {OAuthFailure} `tokenNotAccepted` with the server's words; `malformedAnswer`, also for another subject.
 */
export async function userinfo(request: UserinfoQuestion): Promise<ServerSaid | 'notSupported'> {
  const { profile, token, subject } = request;
  const answers = new SignedAnswers(await fetchFor(request));
  const http = new Http({ ...request, fetch: answers.fetch });
  http.secrets.add(token);
  try {
    const server = await discover(profile, request);
    if (server.metadata.userinfo_endpoint === undefined) {
      return 'notSupported';
    }
    const url = endpoint(showsCertificate(profile) ? withAliases(server) : server, 'userinfo_endpoint');
    const ask = async (): Promise<{ response: Response; answer: unknown }> => {
      const headers = await authorization(request, url, http.clockSkew ?? server.clockSkew);
      const response = await http.send(url, {
        method: 'GET',
        headers: { accept: 'application/json, application/jwt', ...headers },
      });
      return { response, answer: parseJson(await response.text()).document?.value };
    };
    let { response, answer } = await ask();
    if (request.dpopKey !== undefined && wantsNonce(response, answer)) {
      ({ response, answer } = await ask());
    }
    if (!response.ok) {
      throw refusal(response, answer, http.secrets);
    }
    if (!isJsonObject(answer)) {
      throw new OAuthFailure('malformedAnswer', { reason: 'userinfo' });
    }
    if (subject !== undefined && answer['sub'] !== subject) {
      throw new OAuthFailure('malformedAnswer', { reason: 'sub' });
    }
    const { signed } = answers;
    return {
      claims: answer,
      ...(signed !== undefined && { signature: await verifyByIssuer(signed, profile, request) }),
    };
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}

async function authorization(
  { token, dpopKey }: UserinfoQuestion,
  url: string,
  clockSkew: number | undefined,
): Promise<Record<string, string>> {
  if (dpopKey === undefined) {
    return { authorization: `Bearer ${token}` };
  }
  const { dpopProof } = await import('./dpopKeys.ts');
  const proof = await dpopProof(dpopKey, { method: 'GET', url, accessToken: token, nonce: nonceFor(url), clockSkew });
  return { authorization: `DPoP ${token}`, dpop: proof };
}

/** RFC 9449 §9. The nonce itself was kept when the answer came. */
function wantsNonce({ status, headers }: Response, answer: unknown): boolean {
  const said = isJsonObject(answer)
    ? answer['error']
    : /\berror="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
  return status === 401 && said === 'use_dpop_nonce' && headers.has('dpop-nonce');
}

/** RFC 6750 §3: the words are in the challenge, or in the body. */
function refusal({ status, headers }: Response, answer: unknown, secrets: Iterable<string>): OAuthFailure {
  const challenge = headers.get('www-authenticate') ?? '';
  const inChallenge = Object.fromEntries(
    ['error', 'error_description'].map((name) => [
      name,
      new RegExp(`\\b${name}="([^"]{1,2000})"`).exec(challenge)?.[1],
    ]),
  );
  const details = { status, ...serverWords(inChallenge, secrets), ...serverWords(answer, secrets) };
  return new OAuthFailure(status === 401 || status === 403 ? 'tokenNotAccepted' : 'malformedAnswer', details);
}
