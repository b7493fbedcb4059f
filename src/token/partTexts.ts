import type { Base64Stray } from './base64url.ts';
import type { JsonError } from './json.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

export type PartName = 'header' | 'payload' | 'signature';
/** The parts that hold JSON. */
export type JsonPart = Exclude<PartName, 'signature'>;

/** With `{position}`, counted from 1 in the whole token. */
export const notBase64: Readonly<Record<PartName, Text>> = {
  header: text('The header is not base64url at character {position}.'),
  payload: text('The payload is not base64url at character {position}.'),
  signature: text('The signature is not base64url at character {position}.'),
};

/** With `{length}`. */
export const cutOff: Readonly<Record<PartName, Text>> = {
  header: text('The header is cut off: base64url of {length} characters cannot be complete.'),
  payload: text('The payload is cut off: base64url of {length} characters cannot be complete.'),
  signature: text('The signature is cut off: base64url of {length} characters cannot be complete.'),
};

export const strays: Readonly<Record<Base64Stray, Text>> = {
  padding: text('A part ends in “=”. Tokens are base64url without padding, and strict APIs refuse this one.'),
  standardAlphabet: text(
    'A part uses “+” or “/”. Tokens are base64url, with “-” and “_”, and strict APIs refuse this one.',
  ),
  trailingBits: text('The last character of a part carries bits that mean nothing. Strict APIs refuse such a token.'),
};

export const notUtf8: Readonly<Record<JsonPart, Text>> = {
  header: text('The header is not UTF-8 text.'),
  payload: text('The payload is not UTF-8 text.'),
};

/** With `{position}`, counted from 1 in the decoded part. */
export const notJson: Readonly<Record<JsonPart, Readonly<Record<JsonError['reason'], Text>>>> = {
  header: {
    end: text('The header is not JSON: it ends too early, after {position} characters.'),
    character: text('The header is not JSON: character {position} does not belong there.'),
    control: text('The header is not JSON: character {position} is a control character inside a string.'),
    escape: text('The header is not JSON: the escape at character {position} is not one.'),
    number: text('The header is not JSON: the number at character {position} is not written as JSON has it.'),
    trailing: text('The header is not JSON: something follows its end, at character {position}.'),
  },
  payload: {
    end: text('The payload is not JSON: it ends too early, after {position} characters.'),
    character: text('The payload is not JSON: character {position} does not belong there.'),
    control: text('The payload is not JSON: character {position} is a control character inside a string.'),
    escape: text('The payload is not JSON: the escape at character {position} is not one.'),
    number: text('The payload is not JSON: the number at character {position} is not written as JSON has it.'),
    trailing: text('The payload is not JSON: something follows its end, at character {position}.'),
  },
};

/** With `{name}`. */
export const duplicate: Readonly<Record<JsonPart, Text>> = {
  header: text('“{name}” stands twice in the header. The last one is shown; an API may read the first.'),
  payload: text('“{name}” stands twice in the payload. The last one is shown; an API may read the first.'),
};

/** With `{depth}` and `{limit}`. */
export const nested: Readonly<Record<JsonPart, Text>> = {
  header: text('The header nests {depth} levels deep. What is below level {limit} is not shown.'),
  payload: text('The payload nests {depth} levels deep. What is below level {limit} is not shown.'),
};

export const longNumber: Readonly<Record<JsonPart, Text>> = {
  header: text('The header holds a number with more digits than most programs keep.'),
  payload: text('The payload holds a number with more digits than most programs keep.'),
};
