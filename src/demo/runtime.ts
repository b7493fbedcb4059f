import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Hash = (algorithm: string, data: string | NodeJS.ArrayBufferView, encoding?: string) => string | Buffer;

/**
 * oidc-provider is written for Node.js 22; the oldest supported editor brings 20.9, which lacks two standard functions
 * that it calls. Must run before oidc-provider is loaded. Where they exist nothing is touched.
 */
export function fillRuntimeGaps(
  target: { URL: { parse?: unknown }; crypto: { hash?: unknown } } = { URL, crypto },
): void {
  target.URL.parse ??= (url: string, base?: string) => (URL.canParse(url, base) ? new URL(url, base) : null);
  if (target.crypto.hash === undefined) {
    const hash: Hash = (algorithm, data, encoding = 'hex') => {
      const digest = crypto.createHash(algorithm).update(data).digest();
      return encoding === 'buffer' ? digest : digest.toString(encoding as BufferEncoding);
    };
    target.crypto.hash = hash;
    syncBuiltinESMExports();
  }
}
