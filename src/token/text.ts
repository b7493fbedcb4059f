/**
 * A sentence for a person, before translation: the English message and the values for its `{name}` places.
 * The view passes both to `vscode.l10n.t`; nothing in this room knows a language.
 */
export interface Text {
  readonly message: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

export function text(message: string, args?: Readonly<Record<string, string | number>>): Text {
  return args === undefined ? { message } : { message, args };
}
