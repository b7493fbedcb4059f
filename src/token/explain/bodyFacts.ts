import { isJsonObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { words } from '../lists.ts';
import { findJson } from '../findJson.ts';

/** What a JSON body says, whoever's shape it has: RFC 6749 §5.2, RFC 9457, and the nested ones of vendors. */
export interface BodyFacts {
  /** Words that stand for a kind of error, as written. */
  readonly codes: readonly string[];
  /** Sentences. */
  readonly texts: readonly string[];
  readonly scopes: readonly string[];
  readonly status?: number;
}

const codeNames = new Set(
  'error code errorcode error_code suberror reason status type errortype name __type error_codes ecode'.split(' '),
);
const textNames = new Set(
  'error_description message title detail details error_message errorsummary faultstring description msg error errormessage developer_message exp cause summary'.split(
    ' ',
  ),
);
const scopeNames = new Set(
  'scope scopes required_scope required_scopes requiredscopes needed missing_scopes'.split(' '),
);
const statusNames = new Set('status statuscode status_code code httpstatus http_status'.split(' '));

/** Members that are looked at; an answer that explains itself has a dozen. */
const memberLimit = 500;
const depthLimit = 6;

export function bodyFacts(body: JsonObject): BodyFacts {
  const codes: string[] = [];
  const texts: string[] = [];
  const scopes: string[] = [];
  let status: number | undefined;
  let members = 0;

  const member = (name: string, value: JsonValue, depth: number): void => {
    if (typeof value === 'string') {
      if (codeNames.has(name) && value.length <= 100 && !/\s/.test(value)) codes.push(value);
      else if (textNames.has(name)) texts.push(value.slice(0, 4000));
      if (scopeNames.has(name)) scopes.push(...words(value.replaceAll(',', ' ')));
      // A body within a body, as gateways and logs write it.
      if (value.startsWith('{') && depth < depthLimit) walk(findJson(value) ?? null, depth + 1);
    } else if (typeof value === 'number') {
      if (statusNames.has(name) && value >= 400 && value <= 599) status ??= value;
    } else if (scopeNames.has(name)) {
      scopes.push(...words(value));
    }
  };
  const walk = (value: JsonValue, depth: number): void => {
    if (depth > depthLimit) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) walk(item, depth + 1);
      return;
    }
    if (!isJsonObject(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      if (++members > memberLimit) return;
      member(name.toLowerCase(), inner, depth);
      walk(inner, depth + 1);
    }
  };
  walk(body, 0);
  return { codes, texts, scopes, ...(status !== undefined && { status }) };
}
