import type { Text } from './text.ts';

/** How a claim's value is read. */
export type ClaimKind =
  | 'text'
  | 'time'
  | 'duration'
  | 'scope'
  | 'audience'
  | 'issuer'
  | 'client'
  | 'flag'
  | 'list'
  | 'object'
  | 'url'
  | 'method'
  | 'assurance'
  | 'hash';

/** What one claim means, and where that is written. */
export interface ClaimMeaning {
  readonly meaning: Text;
  readonly source: string;
  readonly kind: ClaimKind;
  /** What particular values mean. */
  readonly values?: Readonly<Record<string, Text>>;
}

export type ClaimCatalogue = Readonly<Record<string, ClaimMeaning>>;

/** Builds the entries of one specification or vendor: all share its name as source, with a section where there is one. */
export function catalogue(
  source: string,
  entries: Readonly<
    Record<
      string,
      readonly [meaning: Text, kind?: ClaimKind, section?: string | undefined, values?: Readonly<Record<string, Text>>]
    >
  >,
): ClaimCatalogue {
  return Object.fromEntries(
    Object.entries(entries).map(([name, [meaning, kind = 'text', section, values]]) => [
      name,
      {
        meaning,
        kind,
        source: section === undefined ? source : `${source} ${section}`,
        ...(values !== undefined && { values }),
      },
    ]),
  );
}
