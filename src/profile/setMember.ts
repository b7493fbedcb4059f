import { lastMember, offsetOfKey, valueOfKey } from './jsonc.ts';

/** One change of a file: what stands from `start` to `end` becomes `text`. Offsets are UTF-16 code units. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The change that puts a member into an object of a settings file, or gives the one of that name another value. Everything
 * else stays as it is, comments included.
 *
 * @param path where the object stands. It must be there already.
 * @returns undefined where there is no such object: the file is not what its settings say.
 */
export function setMember(
  source: string,
  path: readonly string[],
  key: string,
  value: unknown,
): TextChange | undefined {
  const unit = /^\t/m.test(source) ? '\t' : (/^( +)\S/m.exec(source)?.[1] ?? '\t');
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const depth = path.length + 1;
  const json = JSON.stringify(value, undefined, unit).replaceAll('\n', newline + unit.repeat(depth));
  const present = valueOfKey(source, [...path, key]);
  if (present !== undefined) return { ...present, text: json };
  const object = valueOfKey(source, path);
  if (object === undefined || source[object.start] !== '{') return undefined;
  const line = `${newline}${unit.repeat(depth)}${JSON.stringify(key)}: ${json}`;
  const last = lastMember(source, object.start, object.end);
  const close = object.end - 1;
  // Behind the comments of the last line, before the line of the closing brace.
  const place = source.slice(0, close).trimEnd().length;
  const rest = source.slice(place, close);
  const after = rest.includes('\n') ? '' : newline + unit.repeat(depth - 1);
  if (last === undefined || last.comma) return { start: place, end: place, text: line + after };
  return { start: last.end, end: place, text: `,${source.slice(last.end, place)}${line}${after}` };
}

/** The change that takes a member away. @returns undefined where there is none. */
export function removeMember(source: string, path: readonly string[]): TextChange | undefined {
  const key = offsetOfKey(source, path);
  const value = valueOfKey(source, path);
  if (key === undefined || value === undefined) return undefined;
  const comma = /^\s*,\s*/.exec(source.slice(value.end))?.[0].length;
  if (comma !== undefined) return { start: key, end: value.end + comma, text: '' };
  const before = source.slice(0, key).trimEnd();
  return { start: before.length - (before.endsWith(',') ? 1 : 0), end: value.end, text: '' };
}
