/**
 * A session as a sealed file: AES-256-GCM, with the file's identity as additional authenticated data, so that a file
 * can neither be read, changed nor put in another one's place without the key.
 */
import { type CipherKey, createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import type { Session } from './session.ts';

/** Raise it when an older version of the extension must not touch what this one writes. */
const format = 1;

/** What stands in clear at the front of the file. */
export interface Envelope {
  readonly format: number;
  readonly id: string;
  readonly key: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/**
 * Names a session's file: who issued it and the account alone decide, never a profile's name.
 *
 * @param client of the client itself: no subject of a person may be taken for it (RFC 9700 §4.15).
 */
export function sessionId(
  issuedBy: Pick<Profile, 'issuer' | 'clientId' | 'endpoints'>,
  subject: string,
  client = false,
): string {
  return createHash('sha256')
    .update(JSON.stringify([authority(issuedBy), subject, ...(client ? ['client'] : [])]))
    .digest('hex')
    .slice(0, 40);
}

export function seal(session: Session, keyId: string, key: CipherKey): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(identity(session.id, keyId));
  const data = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
  const envelope: Envelope = {
    format,
    id: session.id,
    key: keyId,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
  return JSON.stringify(envelope);
}

/** The envelope of session `id`, or why there is none. A newer format is recognised whatever else is in it. */
export function openEnvelope(content: string, id: string): Envelope | 'damaged' | 'newerVersion' {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return 'damaged';
  }
  if (typeof value !== 'object' || value === null) {
    return 'damaged';
  }
  const envelope = value as Partial<Envelope>;
  if (Number.isInteger(envelope.format) && (envelope.format as number) > format) {
    return 'newerVersion';
  }
  const strings = [envelope.id, envelope.key, envelope.iv, envelope.tag, envelope.data];
  const intact = envelope.format === format && envelope.id === id && strings.every((part) => typeof part === 'string');
  return intact && /^[0-9a-f]{1,64}$/.test(envelope.key as string) ? (envelope as Envelope) : 'damaged';
}

/** The session inside, or nothing when the key, the content or the identity is not the one that was sealed. */
export function unseal(envelope: Envelope, key: CipherKey): Session | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(envelope.iv, 'base64'), { authTagLength: 16 })
      .setAAD(identity(envelope.id, envelope.key))
      .setAuthTag(Buffer.from(envelope.tag, 'base64'));
    const data = Buffer.concat([decipher.update(Buffer.from(envelope.data, 'base64')), decipher.final()]);
    const session = JSON.parse(data.toString('utf8')) as Session;
    return sessionId(session, session.subject, session.client) === envelope.id ? session : undefined;
  } catch {
    return undefined;
  }
}

function identity(id: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['token-inspector session', format, id, keyId]));
}
