/** Whether a value is, or holds, a private key, wherever somebody put it. */
export function looksLikePrivateKey(value: unknown): boolean {
  if (typeof value === 'string') {
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) || /"d"\s*:\s*"[\w-]{20}/.test(value);
  }
  return typeof value === 'object' && value !== null && 'kty' in value && ('d' in value || 'k' in value);
}
