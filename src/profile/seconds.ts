import { text } from '../token/text.ts';
import type { ProfileProblem } from './problem.ts';

/** The settings that are a number of seconds. package.json declares the same limits; a test holds the two together. */
export const secondsSettings = {
  /** A day and more would have every token refreshed each time it is handed out. */
  minimumLifetime: { default: 60, minimum: 0, maximum: 86_400 },
  signInTimeout: { default: 300, minimum: 10, maximum: 3_600 },
  /** 0: never. */
  clearClipboardAfter: { default: 0, minimum: 0, maximum: 86_400 },
} as const;

export type SecondsSetting = keyof typeof secondsSettings;

/** Reads one of these settings. A value that is none falls back to the default, and the problem says so. */
export function readSeconds(setting: SecondsSetting, value: unknown): { seconds: number; problem?: ProfileProblem } {
  const { default: fallback, minimum, maximum } = secondsSettings[setting];
  if (value === undefined || value === null) return { seconds: fallback };
  if (typeof value === 'number' && value >= minimum && value <= maximum) return { seconds: value };
  const key = `tokenInspector.${setting}`;
  return {
    seconds: fallback,
    problem: {
      path: [key],
      text: text('“{key}” must be a number of seconds from {minimum} to {maximum}. {fallback} is used.', {
        key,
        minimum,
        maximum,
        fallback,
      }),
      severity: 'warning',
      suggestion: String(fallback),
    },
  };
}
