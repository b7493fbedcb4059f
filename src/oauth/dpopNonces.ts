/** The newest nonce of each origin: with it the next proof is right at once, and a refresh stays one request. */
const nonces = new Map<string, string>();

/** Origins. */
const limit = 100;

/** RFC 9449 §8.2: whatever answer brings a nonce, it is the one to use from then on. */
export function keepNonce(url: string, headers: Headers): void {
  const nonce = headers.get('dpop-nonce');
  if (nonce === null) {
    return;
  }
  const { origin } = new URL(url);
  nonces.delete(origin);
  nonces.set(origin, nonce);
  const [oldest] = nonces.keys();
  if (nonces.size > limit && oldest !== undefined) {
    nonces.delete(oldest);
  }
}

export function nonceFor(url: string): string | undefined {
  return nonces.get(new URL(url).origin);
}
