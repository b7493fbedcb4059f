import type { Text } from '../../../src/token/text.ts';

/** The sentence as an English reader sees it. */
export function english(text: Text | string): string {
  if (typeof text === 'string') return text;
  const { message, args = {} } = text;
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(args[name] ?? place));
}
