import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import type { Problem } from './decoded.ts';
import { safeText } from './display.ts';
import { nestingLimit, parseJson } from './json.ts';
import type { JsonDocument } from './json.ts';
import { cutOff, duplicate, longNumber, nested, notBase64, notJson, notUtf8, strays } from './partTexts.ts';
import type { JsonPart, PartName } from './partTexts.ts';
import { text } from './text.ts';

export type Bytes =
  | { readonly bytes: Uint8Array; readonly problems: readonly Problem[]; readonly damage?: undefined }
  | { readonly bytes?: undefined; readonly damage: Problem; readonly problems: readonly Problem[] };

/** The JSON of one part, or what is wrong with it. */
export interface Part {
  readonly document?: JsonDocument;
  readonly damage?: Problem;
  readonly problems: readonly Problem[];
}

/** @param offset index of the part's first character in the token */
export function readBytes(encoded: string, offset: number, part: PartName): Bytes {
  const read = decodeBase64url(encoded);
  if (read.bytes !== undefined) {
    const { bytes, stray } = read;
    return {
      bytes,
      problems: stray === undefined ? [] : [{ code: `base64.${stray}`, text: strays[stray], at: offset }],
    };
  }
  const at = offset + read.at;
  const damage =
    read.at >= encoded.length
      ? { code: `${part}.cut`, text: text(cutOff[part].message, { length: encoded.length }), at }
      : { code: `${part}.base64`, text: text(notBase64[part].message, { position: at + 1 }), at };
  return { damage, problems: [] };
}

export function readJson(bytes: Uint8Array, part: JsonPart): Part {
  const source = decodeUtf8(bytes);
  if (source === undefined) return { damage: { code: `${part}.utf8`, text: notUtf8[part] }, problems: [] };
  const result = parseJson(source);
  if (result.document !== undefined)
    return { document: result.document, problems: jsonProblems(result.document, part) };
  const { at, reason } = result.error;
  const position = reason === 'end' ? at : at + 1;
  return { damage: { code: `${part}.json`, text: text(notJson[part][reason].message, { position }) }, problems: [] };
}

/** @param offset index of the part's first character in the token */
export function readPart(encoded: string, offset: number, part: JsonPart): Part {
  const read = readBytes(encoded, offset, part);
  if (read.damage !== undefined) return read;
  const content = readJson(read.bytes, part);
  return { ...content, problems: [...read.problems, ...content.problems] };
}

function jsonProblems({ duplicates, depth, cut, inexact }: JsonDocument, part: JsonPart): Problem[] {
  const problems: Problem[] = duplicates.map((name) => ({
    code: `${part}.duplicate`,
    text: text(duplicate[part].message, { name: safeText(name, 60) }),
  }));
  if (cut) {
    problems.push({ code: `${part}.nesting`, text: text(nested[part].message, { depth, limit: nestingLimit }) });
  }
  if (inexact) problems.push({ code: `${part}.number`, text: longNumber[part] });
  return problems;
}
