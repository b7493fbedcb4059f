/** How a part strays from base64url without padding (RFC 7515 §2) while its bytes are still plain. */
export type Base64Stray = 'padding' | 'standardAlphabet' | 'trailingBits';

export type Base64Result =
  | { readonly bytes: Uint8Array; readonly stray?: Base64Stray; readonly at?: undefined }
  /** `at` is the index of the character that does not belong; the text's length where characters are missing at the end. */
  | { readonly bytes?: undefined; readonly stray?: undefined; readonly at: number };

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The six bits of each character, by its code; -1 for one that does not belong. */
const values = new Int8Array(256).fill(-1);
for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
const encoder = new TextEncoder();

/**
 * Reads base64url (RFC 4648 §5), and also what is nearly that, saying how it strays: `=` at the end, the standard
 * alphabet's `+` and `/`, bits left over in the last character. Anything else is refused with its position.
 */
export function decodeBase64url(encoded: string): Base64Result {
  let end = encoded.length;
  while (end > 0 && encoded.length - end < 2 && encoded[end - 1] === '=') end--;
  let stray: Base64Stray | undefined = end < encoded.length ? 'padding' : undefined;
  if (end % 4 === 1) return { at: invalidAt(encoded, end) ?? end };

  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  const codes = encoder.encode(encoded);
  let length = 0;
  let index = 0;
  // Four plain characters at a time, which is all of nearly every token; the rest one by one.
  for (; index + 4 <= end; index += 4) {
    const four =
      (valueAt(codes, index) << 18) |
      (valueAt(codes, index + 1) << 12) |
      (valueAt(codes, index + 2) << 6) |
      valueAt(codes, index + 3);
    if (four < 0) break;
    bytes[length++] = four >> 16;
    bytes[length++] = four >> 8;
    bytes[length++] = four;
  }
  let buffer = 0;
  let bits = 0;
  for (; index < end; index++) {
    const code = encoded.charCodeAt(index);
    let value = values[code] ?? -1;
    if (value < 0) {
      if (code !== 0x2b && code !== 0x2f) return { at: index };
      value = code === 0x2b ? 62 : 63;
      stray ??= 'standardAlphabet';
    }
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) stray ??= 'trailingBits';
  return stray === undefined ? { bytes } : { bytes, stray };
}

function valueAt(codes: Uint8Array, index: number): number {
  return values[codes[index] ?? 0xff] ?? -1;
}

function invalidAt(encoded: string, end: number): number | undefined {
  const at = encoded.slice(0, end).search(/[^A-Za-z0-9_+/-]/);
  return at < 0 ? undefined : at;
}

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads UTF-8 strictly; `undefined` when the bytes are something else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictly.decode(bytes);
  } catch {
    return undefined;
  }
}
