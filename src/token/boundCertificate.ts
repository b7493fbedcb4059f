import { decodeCompact } from './compact.ts';
import { isJsonObject } from './json.ts';

/** Whether a token says that it is bound to a client certificate (RFC 8705 §3.1). An opaque one does not say. */
export function isBoundToCertificate(raw: string): boolean {
  const token = decodeCompact(raw);
  const cnf = token.kind === 'jwt' ? token.claims['cnf'] : undefined;
  return isJsonObject(cnf) && cnf['x5t#S256'] !== undefined;
}
