import { decodeBase64url, decodeUtf8 } from '../base64url.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { hideTokens } from './hideTokens.ts';

/** Members that a request for claims has: those of OIDC Core §5.5, and the one that Entra ID reads for access tokens. */
const sections = ['access_token', 'id_token', 'userinfo'] as const;

const claimName = /^[\x21-\x7e]{1,100}$/;
const claimValue = /^[\x20-\x7e]{1,200}$/;
const claimLimit = 20;
/** Characters of an encoded challenge that are read; Entra ID sends a few hundred. */
const lengthLimit = 8000;

const encoded = /\bclaims\s{0,3}=\s{0,3}\\?["']?(?<value>[A-Za-z0-9+/_-]{8,8000}={0,2})/i;
const written = /"claims"\s{0,5}:\s{0,5}"(?<value>\{(?:[^"\\\r\n]|\\.){1,2000}\})"/;

/**
 * The claims that a challenge asks for, as JSON for the `claims` parameter of an authorization request (OIDC Core §5.5):
 * Entra ID’s `claims="<base64>"`, or the `claims` of an error of its token endpoint. They are a stranger’s words that a
 * sign-in sends on, so only what has the form of such a request is left of them.
 *
 * @param text Before tokens are taken out of it: the challenge looks like one.
 */
export function claimsIn(text: string): string | undefined {
  const base64 = encoded.exec(text)?.groups?.['value'];
  const request = base64 === undefined ? unescaped(written.exec(text)?.groups?.['value']) : decoded(base64);
  if (request === undefined || request.length > lengthLimit) return undefined;
  const { document } = parseJson(request);
  if (document === undefined || !isJsonObject(document.value)) return undefined;
  const kept = requestOf(document.value);
  const json = JSON.stringify(kept);
  return Object.keys(kept).length === 0 || hideTokens(json) !== json ? undefined : json;
}

/** What a decoded challenge is about: contexts of conditional access, and the time before which tokens are refused. */
export function readClaims(json: string | undefined): {
  readonly contexts: readonly string[];
  /** Seconds since the epoch. */
  readonly issuedAfter?: number;
} {
  const { document } = parseJson(json ?? '{}');
  const request = document !== undefined && isJsonObject(document.value) ? document.value['access_token'] : undefined;
  const access = request !== undefined && isJsonObject(request) ? request : {};
  const issuedAfter = Number(valuesOf(access['nbf'])[0]);
  return {
    contexts: [...valuesOf(access['acrs']), ...valuesOf(access['acr'])],
    ...(Number.isSafeInteger(issuedAfter) && issuedAfter > 0 && { issuedAfter }),
  };
}

function decoded(base64: string): string | undefined {
  const { bytes } = decodeBase64url(base64);
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}

function unescaped(value: string | undefined): string | undefined {
  return value?.replace(/\\(.)/g, '$1');
}

function requestOf(request: JsonObject): JsonObject {
  return Object.fromEntries(
    sections.flatMap((section) => {
      const wanted = request[section];
      if (wanted === undefined || !isJsonObject(wanted)) return [];
      const claims = Object.entries(wanted)
        .filter(
          ([name, value]) => claimName.test(name) && name !== '__proto__' && (value === null || isJsonObject(value)),
        )
        .slice(0, claimLimit)
        .map(([name, value]) => [name, value === null || !isJsonObject(value) ? null : claimOf(value)] as const);
      return claims.length === 0 ? [] : [[section, Object.fromEntries(claims)] as const];
    }),
  );
}

/** `essential`, `value` and `values` (OIDC Core §5.5.1). */
function claimOf({ essential, value, values }: JsonObject): JsonObject {
  const listed = Array.isArray(values) ? values.filter(isValue).slice(0, claimLimit) : [];
  return {
    ...(typeof essential === 'boolean' && { essential }),
    ...(value !== undefined && isValue(value) && { value }),
    ...(listed.length > 0 && { values: listed }),
  };
}

function isValue(value: JsonValue): value is string | number {
  return typeof value === 'string' ? claimValue.test(value) : Number.isSafeInteger(value);
}

function valuesOf(claim: JsonValue | undefined): readonly string[] {
  if (claim === undefined || !isJsonObject(claim)) return [];
  const { value, values } = claim;
  const all = [value, ...(Array.isArray(values) ? values : [])];
  return all.filter((one): one is string | number => one !== undefined && isValue(one)).map(String);
}
