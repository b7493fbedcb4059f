/** How a value is written so that the reader gets it unchanged and does nothing else with it. */

/** For sh, bash, zsh and, where no backslash stands before a backslash or a quote, fish: nothing else means anything there. */
export function posixQuoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** For fish, where a backslash takes the meaning from a quote and from a backslash (fish-language, Quotes). */
export function fishQuoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** For PowerShell, where typographic quotes end a string as well (about_Quoting_Rules). */
export function powerShellQuoted(value: string): string {
  return `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/**
 * For a line of an environment file, which programs (dotenv, Compose) and shells read. They agree on plain words and on
 * single quotes, and on a quote in double quotes; a value that has both is written for shells.
 */
export function environmentQuoted(value: string): string {
  if (/^[\w.~+/=:@%,-]+$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`;
}
