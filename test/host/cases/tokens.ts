import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A token signed with a key that is made up for this run. */
export function jwt(claims: Json, header: Json = {}): string {
  const head = { alg: 'RS256', typ: 'JWT', kid: 'made-up', ...header };
  const content = `${encode(head)}.${encode(claims)}`;
  const signature =
    head.alg === 'HS256'
      ? createHmac('sha256', 'made-up secret').update(content).digest()
      : sign('sha256', Buffer.from(content), privateKey);
  return `${content}.${signature.toString('base64url')}`;
}

/** What Auth0 returns when no API is named: encrypted for itself, with its issuer in the header. */
export function auth0Encrypted(issuer: string): string {
  const part = (length: number): string => Buffer.alloc(length, 5).toString('base64url');
  return `${encode({ alg: 'dir', enc: 'A256GCM', iss: issuer })}..${part(12)}.${part(180)}.${part(16)}`;
}

/** An opaque token of `length` made-up characters. */
export function opaque(length: number, start = ''): string {
  const made = 'Kv9x7KjqcpmgPg4esf9PMDX9T5MEjhAIxs3Rf0WbYtZ2LuQnGoCdSa8HhVi6wN1r';
  return (start + made.repeat(Math.ceil(length / made.length))).slice(0, length);
}

/** A token answer (RFC 6749 §5.1), as a terminal or the network tab shows it. */
export function answer(accessToken: string, members: Json): string {
  return JSON.stringify({ token_type: 'Bearer', expires_in: 3599, ...members, access_token: accessToken }, null, 2);
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
