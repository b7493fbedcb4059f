import { text } from './text.ts';
import type { Text } from './text.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** Of the Julian calendar: near enough for ages in whole years. */
const year = 365.25 * day;
/** Below this, what is ahead is counted in seconds: whether a token lives one minute or nearly two matters then. */
const soon = 3 * minute;
/** Seconds from one number to the next between one minute and `soon`: whoever wants to copy needs no running clock. */
const coarse = 10;

type Unit = 'seconds' | 'minutes' | 'hours' | 'days' | 'years';

/**
 * A length of time in the one unit that a person would use: 58 min, 3 h, 12 days, 8 years. To the nearest whole: a token
 * for an hour is "60 min" wherever it is shown, however the fractions of clocks and of the answer's way fall. Years are
 * counted as ages are, when they are full.
 *
 * @param seconds negative for what has passed
 */
function measure(seconds: number): { unit: Unit; count: number } {
  const length = Math.round(Math.abs(seconds));
  if (length < minute) return { unit: 'seconds', count: length };
  if (seconds > 0 && length < soon) return { unit: 'seconds', count: Math.round(length / coarse) * coarse };
  const minutes = Math.round(length / minute);
  if (minutes < 120) return { unit: 'minutes', count: minutes };
  const hours = Math.round(length / hour);
  if (hours < 48) return { unit: 'hours', count: hours };
  return length < 2 * year
    ? { unit: 'days', count: Math.round(length / day) }
    : { unit: 'years', count: Math.floor(length / year) };
}

const left: Record<Unit, Text> = {
  seconds: text('expires in {count} s'),
  minutes: text('expires in {count} min'),
  hours: text('expires in {count} h'),
  days: text('expires in {count} days'),
  years: text('expires in {count} years'),
};
const gone: Record<Unit, Text> = {
  seconds: text('expired {count} s ago'),
  minutes: text('expired {count} min ago'),
  hours: text('expired {count} h ago'),
  days: text('expired {count} days ago'),
  years: text('expired {count} years ago'),
};
const ahead: Record<Unit, Text> = {
  seconds: text('in {count} s'),
  minutes: text('in {count} min'),
  hours: text('in {count} h'),
  days: text('in {count} days'),
  years: text('in {count} years'),
};
const past: Record<Unit, Text> = {
  seconds: text('{count} s ago'),
  minutes: text('{count} min ago'),
  hours: text('{count} h ago'),
  days: text('{count} days ago'),
  years: text('{count} years ago'),
};
const lengths: Record<Unit, Text> = {
  seconds: text('{count} s'),
  minutes: text('{count} min'),
  hours: text('{count} h'),
  days: text('{count} days'),
  years: text('{count} years'),
};

function say(sentences: Record<Unit, Text>, seconds: number): Text {
  const { unit, count } = measure(seconds);
  return text(sentences[unit].message, { count });
}

/** "expires in 58 min" or "expired 3 min ago". Both are seconds since the epoch. */
export function expiresIn(expiresAt: number, now: number): Text {
  return say(expiresAt > now ? left : gone, expiresAt - now);
}

/** "in 58 min" or "3 h ago". Both are seconds since the epoch. */
export function relativeTime(time: number, now: number): Text {
  return say(time > now ? ahead : past, time - now);
}

/** "58 min": how long `seconds` are. */
export function duration(seconds: number): Text {
  return say(lengths, seconds);
}

/** Seconds until the sentence of `expiresIn` or `relativeTime` may change: when to look again. At least 1. */
export function nextChange(time: number, now: number): number {
  const distance = Math.abs(time - now);
  // Words change halfway between two whole numbers.
  if (time > now && distance >= minute && distance < soon) {
    const half = (coarse - 1) / 2;
    return Math.max(1, Math.ceil(Math.min((distance - half) % coarse, distance - minute + 0.5)));
  }
  const step = distance < minute ? 1 : distance < 3 * hour ? minute / 2 : hour / 2;
  const rest = time > now ? distance % step : step - (distance % step);
  return Math.max(1, Math.ceil(rest));
}

/** Seconds between two drawings of an expiry, roughly, but for the expiry itself, which is told when it comes. */
const shortest = 5;

/**
 * Seconds until "expires in …" of a token has to be drawn again. In the last minute that is at 55, 50, 45 s, wherever it
 * is drawn, so that no two places differ. Both are seconds since the epoch.
 */
export function untilRedraw(expiresAt: number, now: number): number {
  const left = expiresAt - now;
  if (left <= 0 || left >= minute) return Math.max(shortest, nextChange(expiresAt, now));
  const rest = left % shortest;
  const wait = rest < 0.5 ? rest + shortest : rest;
  return wait >= left ? left + 0.1 : wait;
}

/**
 * A claim's time in seconds since the epoch (RFC 7519 §2, NumericDate). Numbers in strings are accepted (AD FS writes
 * `auth_time` so), and so are milliseconds and ISO dates, which some servers write; `undefined` for anything else.
 */
export function claimTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? inSeconds(value) : undefined;
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (/^\d{1,15}(?:\.\d+)?$/.test(value)) return inSeconds(Number(value));
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : Math.floor(parsed / 1000);
}

/** A number this large is past the year 5000 in seconds and a plain date in milliseconds. */
export const millisecondsFrom = 100_000_000_000;

function inSeconds(value: number): number {
  return value >= millisecondsFrom ? Math.floor(value / 1000) : value;
}
