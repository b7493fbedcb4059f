/**
 * A text without any of `before` at its beginning and any of `behind` at its end. Not by a regular expression: `[…]+$`
 * takes the square of the time where a stranger's text has a long run of such characters that is not the end.
 */
export function trim(text: string, before: string, behind: string): string {
  let [start, end] = [0, text.length];
  while (start < end && before.includes(text.charAt(start))) start++;
  while (end > start && behind.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
