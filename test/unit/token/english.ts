import type { Moment, Text } from '../../../src/token/text.ts';
import { relativeTime } from '../../../src/token/time.ts';

/** The sentence as an English reader sees it; times in UTC, for the tests run anywhere. */
export function english(text: Text | string): string {
  if (typeof text === 'string') return text;
  const { message, args = {} } = text;
  return message.replace(/\{(\w+)\}/g, (place, name: string) => words(args[name] ?? place));
}

function words(value: string | number | Moment): string {
  if (typeof value !== 'object') return String(value);
  const { time, now } = value;
  const date = Math.abs(time) > 8.64e12 ? String(time) : new Date(time * 1000).toISOString().replace('.000', '');
  return `${date} (${english(relativeTime(time, now))})`;
}
