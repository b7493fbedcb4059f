import type { Complaint } from './explanation.ts';

/** What the words of a known library or service tell besides the complaint itself. */
export interface Told {
  /** The audience, issuer or scope that the API expects. */
  readonly wanted?: string | undefined;
  /** The audience or issuer that the refused token has. */
  readonly refused?: string | undefined;
}

/** A sentence that a known library or service says. */
export interface Phrase {
  /** Every repetition in it is bounded, so that a long text is read once. Groups `wanted` and `refused` are what it tells. */
  readonly pattern: RegExp;
  readonly complaint: Complaint;
  /** Who says so. */
  readonly source: string;
}

/** The first phrase of a table that a text has. */
export function findPhrase(phrases: readonly Phrase[], text: string): (Phrase & Told) | undefined {
  for (const phrase of phrases) {
    const match = phrase.pattern.exec(text);
    if (match !== null)
      return { ...phrase, wanted: told(match.groups?.['wanted']), refused: told(match.groups?.['refused']) };
  }
  return undefined;
}

/** Libraries write `null` and `empty` where there is nothing. */
function told(value: string | undefined): string | undefined {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || /^\(?(?:null|empty|undefined|none)\)?$/i.test(trimmed) ? undefined : trimmed;
}
