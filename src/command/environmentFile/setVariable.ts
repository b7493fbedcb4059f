/** The beginning of a line that gives a variable its value, as dotenv and shells read it. */
const assignment = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;

/** UTF-8's byte order mark, one byte a character. */
const mark = '\u00ef\u00bb\u00bf';

/**
 * The content of an environment file with one variable set: where it stands, or else in a new line at the end. Nothing
 * else changes, comments and line ends included.
 *
 * @param content One character a byte (`latin1`), so that whatever the file's encoding is stays as it is.
 * @param value As it is to be written, quotes included.
 */
export function setVariable(content: string, name: string, value: string): string {
  let result = '';
  let kept = 0;
  let at = content.startsWith(mark) ? mark.length : 0;
  while (at < content.length) {
    assignment.lastIndex = at;
    const found = assignment.exec(content);
    if (found !== null) {
      const start = assignment.lastIndex;
      at = valueEnd(content, start);
      if (found[1] === name) {
        result += content.slice(kept, start) + value;
        kept = at;
      }
    }
    const lineEnd = content.indexOf('\n', at);
    at = lineEnd === -1 ? content.length : lineEnd + 1;
  }
  if (kept > 0) return result + content.slice(kept);
  return withLine(content, `${name}=${value}`);
}

/** The content with one more line at its end. */
export function withLine(content: string, line: string): string {
  const newline = content.includes('\r\n') ? '\r\n' : '\n';
  const apart = content === '' || content === mark || content.endsWith('\n') ? '' : newline;
  return `${content}${apart}${line}${newline}`;
}

function valueEnd(content: string, start: number): number {
  return quotedEnd(content, start) ?? plainEnd(content, start);
}

/** Behind the closing quote, which may stand on a later line: then nothing but a comment follows it. */
function quotedEnd(content: string, start: number): number | undefined {
  const quote = content[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  let at = start + 1;
  while (at < content.length && content[at] !== quote) at += quote === '"' && content[at] === '\\' ? 2 : 1;
  if (at >= content.length) return undefined;
  const end = at + 1;
  const severalLines = content.slice(start, end).includes('\n');
  const follows = severalLines ? /^[ \t]*(?:#|\r?\n|$)/ : /^(?:[ \t#]|\r?\n|$)/;
  return follows.test(content.slice(end, end + 200)) ? end : undefined;
}

/** At the end of the line, or before a comment and the blanks before that. */
function plainEnd(content: string, start: number): number {
  const lineEnd = content.indexOf('\n', start);
  const line = content.slice(start, lineEnd === -1 ? content.length : lineEnd);
  const comment = /(?:^|[ \t])#/.exec(line);
  return start + (comment === null ? line : line.slice(0, comment.index)).trimEnd().length;
}
