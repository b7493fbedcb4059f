import { isJsonObject, parseJson } from './json.ts';
import type { JsonObject } from './json.ts';

/** Places at which an object may begin that are tried: a log line can have braces of its own. */
const attempts = 5;

/** The first JSON object in a text, whatever stands around it. Reads the text at most a few times. */
export function findJson(text: string): JsonObject | undefined {
  let from = 0;
  for (let tries = 0; tries < attempts; tries++) {
    const start = text.indexOf('{', from);
    if (start < 0) return undefined;
    const end = endOfObject(text, start);
    if (end === undefined) {
      from = start + 1;
      continue;
    }
    const { document } = parseJson(text.slice(start, end));
    if (document !== undefined && isJsonObject(document.value) && Object.keys(document.value).length > 0) {
      return document.value;
    }
    from = start + 1;
  }
  return undefined;
}

/** The index after the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
