import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import type { Decoded, Disclosure, Problem } from './decoded.ts';
import { parseJson } from './json.ts';
import { text } from './text.ts';

/** Disclosures that are read; the rest is counted in a problem. */
const disclosureLimit = 500;

/**
 * Reads `<issuer's JWT>~<disclosure>~…~<key binding JWT, or nothing>` (RFC 9901 §4). Whether the issuer
 * signed the disclosures is not checked here but by `verify`.
 */
export function decodeSdJwt(raw: string, decodeCompact: (raw: string) => Decoded): Decoded {
  const pieces = raw.split('~');
  const jwt = pieces[0] ?? '';
  const issued = decodeCompact(jwt);
  if (issued.kind !== 'jwt') return issued.kind === 'damaged' ? { ...issued, raw } : issued;

  const problems: Problem[] = [...issued.problems];
  const disclosures: Disclosure[] = [];
  for (const [index, piece] of pieces.slice(1, -1).entries()) {
    if (index >= disclosureLimit) {
      const more = pieces.length - 2 - disclosureLimit;
      problems.push({ code: 'sdJwt.many', text: text('{more} more disclosures are not shown.', { more }) });
      break;
    }
    const disclosure = readDisclosure(piece);
    if (disclosure !== undefined) disclosures.push(disclosure);
    else {
      problems.push({
        code: 'sdJwt.disclosure',
        text: text('Disclosure {number} cannot be read.', { number: index + 1 }),
      });
    }
  }

  const last = pieces.at(-1) ?? '';
  const proof = last === '' ? undefined : decodeCompact(last);
  if (proof !== undefined && proof.kind !== 'jwt') {
    problems.push({ code: 'sdJwt.keyBinding', text: text('The key binding at the end is not a JWT.') });
  }
  return {
    kind: 'sdJwt',
    raw,
    jwt,
    header: issued.header,
    claims: issued.claims,
    signature: issued.signature,
    disclosures,
    ...(proof?.kind === 'jwt' && { keyBinding: proof }),
    problems,
  };
}

/** `[salt, name, value]` for a claim, `[salt, value]` for an array element (RFC 9901 §4.2.1, §4.2.2). */
function readDisclosure(raw: string): Disclosure | undefined {
  const { bytes } = decodeBase64url(raw);
  const source = bytes === undefined ? undefined : decodeUtf8(bytes);
  const value = source === undefined ? undefined : parseJson(source).document?.value;
  if (!Array.isArray(value) || typeof value[0] !== 'string') return undefined;
  const [salt, second, third] = value;
  if (value.length === 3 && typeof second === 'string' && third !== undefined)
    return { raw, salt, name: second, value: third };
  return value.length === 2 && second !== undefined ? { raw, salt, value: second } : undefined;
}
