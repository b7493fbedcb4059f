/**
 * Any text as Markdown that shows exactly this text. Each character that could mean something is written as a numeric
 * character reference (CommonMark §2.5), which never makes markup: no link, no address that turns into one, no HTML,
 * no icon, no list. Line breaks become spaces.
 */
export function literal(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${String(character.codePointAt(0) ?? 0xfffd)};`);
}
