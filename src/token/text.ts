/** A moment in a sentence. Which clock, zone and language it is written in is for the view to know. */
export interface Moment {
  /** Seconds since the epoch. */
  readonly time: number;
  /** Seconds since the epoch: from when it is "3 min ago". */
  readonly now: number;
}

/** Values for the `{name}` places of a sentence. */
export type TextArgs = Readonly<Record<string, string | number | Moment>>;

/**
 * A sentence for a person, before translation: the English message and the values for its `{name}` places.
 * The view passes both to `vscode.l10n.t`; nothing in this room knows a language.
 */
export interface Text {
  readonly message: string;
  readonly args?: TextArgs;
}

export function text(message: string, args?: TextArgs): Text {
  return args === undefined ? { message } : { message, args };
}
