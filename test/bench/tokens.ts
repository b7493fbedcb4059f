/** Decode, explain and verify, beside bare `jose`, from 1 kB to 1 MB. */
import {
  base64url,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose';
import { explainClaim } from '../../src/token/claims.ts';
import { decode } from '../../src/token/decode.ts';
import type { Decoded } from '../../src/token/decoded.ts';
import { findings } from '../../src/token/findings.ts';
import type { FindingInput } from '../../src/token/findingInput.ts';
import { verify } from '../../src/token/verify.ts';
import { exponent, race, repeated, repeatedAfterEachOther } from './measure.ts';
import { ms, type Row, type Section } from './report.ts';

const issuer = 'https://login.example.com/';
const sizes = [1_000, 10_000, 100_000, 1_000_000];

export async function tokens(): Promise<Section> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] };
  const keySet = createLocalJWKSet(keys);
  const rows: Row[] = [];
  const decoding: { size: number; cost: number }[] = [];
  const explaining: { size: number; cost: number }[] = [];
  const verifying: { size: number; cost: number }[] = [];
  for (const size of sizes) {
    const token = await new SignJWT(claimsOf(size))
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'at+jwt' })
      .sign(privateKey);
    const decoded = decode(token);
    const times = Math.max(1, Math.round(100_000 / size));
    const few = Math.ceil(times / 10);
    const took = await race(
      {
        decode: repeated(times, () => decode(token)),
        jose: repeated(times, () => decodeWithJose(token)),
        explain: repeated(times, () => explain(decoded)),
        verify: repeatedAfterEachOther(few, () => verify(decoded, { keys, issuer })),
        joseVerify: repeatedAfterEachOther(few, () => jwtVerify(token, keySet)),
      },
      size > 100_000 ? 30 : 100,
    );
    const label = `${String(size / 1000)} kB`;
    const [ours, bare] = [took.decode / times, took.jose / times];
    rows.push(
      { what: `decode ${label}; beside it jose`, ours: ms(ours), beside: ms(bare), ratio: ours / bare, limit: 2 },
      { what: `explain every claim, findings ${label}`, ours: ms(took.explain / times) },
      {
        what: `verify ${label}; beside it jose, which decodes as well`,
        ours: ms(took.verify / few),
        beside: ms(took.joseVerify / few),
        ratio: took.verify / took.joseVerify,
        limit: 2,
      },
    );
    decoding.push({ size: token.length, cost: ours });
    explaining.push({ size: token.length, cost: took.explain / times });
    verifying.push({ size: token.length, cost: took.verify / few });
  }
  for (const [what, points] of Object.entries({ decode: decoding, explain: explaining, verify: verifying })) {
    rows.push({ what: `${what}: exponent of growth`, ours: '', ratio: exponent(points), limit: 1.1 });
  }
  rows.push(await manyFindings());
  return { title: 'Tokens', rows };
}

/** Claims that make a token of about this many characters. */
function claimsOf(size: number): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: 'auth0|65f1c0ffee',
    aud: ['https://stock.example.com', `${issuer}userinfo`],
    ...{ iat: now, exp: now + 3600, azp: 'abc123', scope: 'openid profile read:orders' },
  };
  const groups = Math.max(0, Math.round((size * 0.75 - 600) / 32));
  return {
    ...claims,
    groups: Array.from({ length: groups }, (_, index) => `orders-team-${String(index).padStart(17, '0')}`),
  };
}

/** The three parts, as our own decoding reads them. */
function decodeWithJose(token: string): unknown {
  return [decodeProtectedHeader(token), decodeJwt(token), base64url.decode(token.slice(token.lastIndexOf('.') + 1))];
}

function explain(token: Decoded): unknown {
  if (token.kind !== 'jwt') throw new Error('The token of the benchmark is no JWT.');
  const now = Date.now() / 1000;
  const context = { issuer, now };
  return [
    Object.entries(token.claims).map(([name, value]) => explainClaim(name, value, context)),
    findings(input(token, now)),
  ];
}

function input(token: Decoded, now: number): FindingInput {
  const profile = {
    issuer,
    clientId: 'abc123',
    audience: 'https://legacy.example.com',
    requestedScopes: ['openid', 'write:orders'],
  };
  return { token, use: 'accessToken', profile, answer: { refreshToken: false }, now };
}

/** Findings on 10,000 different tokens, beside the decoding of the same. */
async function manyFindings(): Promise<Row> {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: 'RS256', kid: 'k1' });
  const signature = Buffer.alloc(256, 7).toString('base64url');
  const all = Array.from(
    { length: 10_000 },
    (_, index) => `${head}.${encode({ ...claimsOf(0), sub: String(index) })}.${signature}`,
  );
  const decoded = all.map((token) => decode(token));
  const now = Date.now() / 1000;
  const took = await race(
    {
      findings: () => decoded.map((token) => findings(input(token, now))),
      decode: () => all.map((token) => decode(token)),
    },
    5,
  );
  return {
    what: 'findings on 10,000 tokens; beside it their decoding',
    ours: ms(took.findings),
    beside: ms(took.decode),
    ratio: took.findings / took.decode,
  };
}
