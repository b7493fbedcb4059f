import type { FailureDetails } from './failure.ts';

/** Long enough for every provider's trace ids, short enough for a message. */
const limit = 2000;

/**
 * The server's own words about an error (RFC 6749 §5.2), made safe for a log line. Still text from a stranger: whoever
 * shows them escapes them.
 *
 * @param secrets What was sent: some servers repeat the token that they refuse.
 */
export function serverWords(answer: unknown, secrets: Iterable<string>): FailureDetails {
  if (typeof answer !== 'object' || answer === null) {
    return {};
  }
  const words = (key: string): string | undefined => {
    const value = (answer as Record<string, unknown>)[key];
    return typeof value === 'string' && value !== '' ? safeWords(value, secrets) : undefined;
  };
  const error = words('error');
  const description = words('error_description');
  const uri = words('error_uri');
  const claims = words('claims');
  return {
    ...(error === undefined ? {} : { error }),
    ...(description === undefined ? {} : { description }),
    ...(uri === undefined ? {} : { uri }),
    ...(claims === undefined ? {} : { claims }),
  };
}

/** Text from a server for a failure: short, on one line, and without what was sent. */
export function safeWords(text: string, secrets: Iterable<string>): string {
  let safe = text;
  for (const secret of secrets) {
    safe = safe.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…');
  }
  // Control and bidirectional characters could forge a second log line or reorder a sentence.
  return safe.slice(0, limit).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
