/** Entries that are read from one claim; a token with more is not a token that a person reads to the end. */
const entryLimit = 1000;

/** A claim that is a space-separated string (RFC 6749 §3.3) or, with some servers, an array of strings. Each entry once. */
export function words(value: unknown): readonly string[] {
  if (typeof value === 'string') return unique(value.split(/\s+/, entryLimit + 1));
  return strings(value);
}

/** A claim that is one string or an array of strings (`aud`, RFC 7519 §4.1.3). Each entry once. */
export function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  return unique(value.slice(0, entryLimit).filter((item) => typeof item === 'string'));
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== '').slice(0, entryLimit))];
}
