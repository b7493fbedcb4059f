import { hideTokens } from '../token/explain/hideTokens.ts';

const depthLimit = 8;
const stackLines = 8;
/** UTF-16 units of one message. */
const messageLimit = 500;

/** Long enough to be a token or a code, and nothing that a sentence has. Names of files and packages are shorter. */
const opaque = /[A-Za-z0-9_\-.~+/=%]{24,}/g;

/**
 * An error with all its causes for the log: name, code, message and where each was thrown. Messages of a network stack
 * may repeat what was sent, so queries of addresses, tokens, and everything that looks like one are taken out.
 *
 * @param secrets What was sent.
 */
export function causeChain(error: unknown, secrets: Iterable<string> = []): string {
  const known = [...secrets];
  return links(error, 0)
    .map(({ cause, label }) => label + describe(cause, known))
    .join('\n');
}

interface Link {
  readonly cause: unknown;
  readonly label: string;
}

/** The outermost first. An AggregateError has one for each address that was tried. */
function links(error: unknown, depth: number): Link[] {
  const label = depth === 0 ? '' : 'caused by ';
  if (!(error instanceof Error) || depth >= depthLimit) return error === undefined ? [] : [{ cause: error, label }];
  const each: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors.slice(0, 4) : [];
  return [{ cause: error, label }, ...[...each, error.cause].flatMap((cause) => links(cause, depth + 1))];
}

/** Of what is no error only the type: nobody knows what it holds. An answer with its tokens, for example. */
function describe(cause: unknown, secrets: readonly string[]): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? ` [${clean(cause.code, secrets)}]` : '';
  return [`${clean(cause.name, secrets)}${code}: ${clean(cause.message, secrets)}`, ...stackOf(cause, secrets)].join(
    '\n',
  );
}

/** A stack begins with the message, which may have lines that look like places. */
function stackOf({ stack = '', message }: Error, secrets: readonly string[]): string[] {
  const at = message === '' ? -1 : stack.indexOf(message);
  return stack
    .slice(at < 0 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, stackLines)
    .map((line) => `    ${hideTokens(line.trim(), secrets)}`);
}

function clean(text: string, secrets: readonly string[]): string {
  const withoutQueries = text.slice(0, 10 * messageLimit).replace(/(https?:\/\/[^\s?#]{0,500})[?#]\S*/gi, '$1?…');
  const plain = secrets.reduce(
    (rest, secret) => rest.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'),
    withoutQueries,
  );
  return hideTokens(plain)
    .replace(opaque, (run) => (run.startsWith('//') ? run.split('/').map(hideOpaque).join('/') : hideOpaque(run)))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, messageLimit);
}

function hideOpaque(run: string): string {
  return run.length >= 24 && /\d/.test(run) ? '…' : run;
}
