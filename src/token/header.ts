import { catalogue } from './claimMeaning.ts';
import type { ClaimCatalogue } from './claimMeaning.ts';
import { safeValue } from './display.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** Header parameters of signed and encrypted tokens. */
const parameters: ClaimCatalogue = {
  ...catalogue('RFC 7515', {
    alg: [text('How the token is signed or its key is encrypted.'), 'text', '§4.1.1, RFC 7518'],
    jku: [text('An address of keys. It must not be trusted: anybody could write it.'), 'url', '§4.1.2'],
    jwk: [text('A key that the token brings along. It proves nothing by itself.'), 'object', '§4.1.3'],
    kid: [text('Which of the issuer’s keys was used.'), 'text', '§4.1.4'],
    x5u: [text('An address of a certificate. It must not be trusted: anybody could write it.'), 'url', '§4.1.5'],
    x5c: [text('The certificate of the key, with those that vouch for it.'), 'list', '§4.1.6'],
    x5t: [text('A fingerprint (SHA-1) of the key’s certificate.'), 'hash', '§4.1.7'],
    'x5t#S256': [text('A fingerprint (SHA-256) of the key’s certificate.'), 'hash', '§4.1.8'],
    typ: [
      text('What kind of token this is: JWT, at+jwt for access tokens, and others.'),
      'text',
      '§4.1.9, RFC 9068 §2.1',
    ],
    cty: [text('What kind of content the token holds.'), 'text', '§4.1.10'],
    crit: [
      text('Header parameters that must be understood; whoever does not has to refuse the token.'),
      'list',
      '§4.1.11',
    ],
  }),
  ...catalogue('RFC 7516', {
    enc: [text('How the content is encrypted.'), 'text', '§4.1.2'],
    zip: [text('How the content is compressed.'), 'text', '§4.1.3'],
  }),
  ...catalogue('RFC 7518', {
    epk: [text('The sender’s one-time key.'), 'object', '§4.6.1.1'],
    apu: [text('Who made the token, for the key agreement.'), 'text', '§4.6.1.2'],
    apv: [text('Whom the token is for, for the key agreement.'), 'text', '§4.6.1.3'],
    iv: [text('The starting value of the key’s encryption.'), 'text', '§4.7.1.1'],
    tag: [text('The check value of the key’s encryption.'), 'text', '§4.7.1.2'],
    p2s: [text('The salt for the password.'), 'text', '§4.8.1.1'],
    p2c: [text('How often the password is hashed.'), 'text', '§4.8.1.2'],
  }),
  ...catalogue('RFC 7519', {
    iss: [text('The issuer, repeated where an encrypted token can be read.'), 'issuer', '§5.3'],
    sub: [text('The subject, repeated where an encrypted token can be read.'), 'text', '§5.3'],
    aud: [text('The audience, repeated where an encrypted token can be read.'), 'audience', '§5.3'],
  }),
  ...catalogue('RFC 7797', { b64: [text('Whether the payload is written as base64url.'), 'flag', '§3'] }),
  ...catalogue('https://learn.microsoft.com/entra/identity-platform/access-tokens', {
    nonce: [text('Microsoft Graph replaces it after signing, so only Graph can check the token.'), 'text'],
  }),
};

export interface HeaderExplanation {
  readonly meaning: Text;
  readonly source: string;
  /** The value for one line, safe to show. */
  readonly display: string;
}

/** What a header parameter means (RFC 7515 §4, RFC 7516 §4). */
export function explainHeader(name: string, value: unknown): HeaderExplanation {
  const known = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return {
    meaning: known?.meaning ?? text('A parameter of this authorization server’s own.'),
    source: known?.source ?? '',
    display: safeValue(value),
  };
}
