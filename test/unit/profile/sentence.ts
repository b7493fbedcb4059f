import type { Text } from '../../../src/token/text.ts';

/** A text as `vscode.l10n.t` would show it in English. */
export function sentence({ message, args }: Text): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(args?.[name] ?? place));
}
