/**
 * For the places where VS Code reads more than letters out of a plain text. Both keep the text readable and make it do
 * nothing; neither is needed for rows of a tree, which are plain.
 */

/**
 * A message in which nothing can be clicked. In notifications VS Code makes links of `[text](https://…)` and of
 * `[text](command:…)`, and a click runs such a command without asking: one that types into a terminal, say.
 */
export function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}

/** For the line below an input box, its prompt and its objection: there VS Code makes links (commands too) and icons. */
export function plain(message: string): string {
  return withoutLinks(withoutIcons(message));
}

/** A text in which `$(name)` stays what it is: status bar and quick pick would draw an icon, a check mark say. */
export function withoutIcons(text: string): string {
  return text.replace(/\\?\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, (icon) => (icon.startsWith('\\') ? icon : `\\${icon}`));
}
