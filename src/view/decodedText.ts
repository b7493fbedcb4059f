import * as vscode from 'vscode';
import { explainClaim } from '../token/claims.ts';
import { safeText, visibleJson } from '../token/display.ts';
import { findings } from '../token/findings.ts';
import { explainHeader } from '../token/header.ts';
import type { JsonObject, JsonValue } from '../token/json.ts';
import { opaqueReason } from '../token/opaque.ts';
import type { Text } from '../token/text.ts';
import { headline } from './headline.ts';
import { localise, timeText } from './localise.ts';
import { localTime } from './localTime.ts';
import { claimContext, type TokenContext } from './tokenContext.ts';
import { tokenInput } from './tokenInput.ts';
import { tokenKindText } from './tokenKind.ts';

export interface DecodedTextOptions {
  /** For a comparison: members in the order of their names, and nothing that depends on when one looks. */
  readonly comparable?: boolean;
}

/** The members whose place tells readers what they look at; a comparison has them first, and the rest by name. */
const first = ['iss', 'sub', 'aud', 'azp', 'client_id', 'scope', 'scp', 'iat', 'nbf', 'exp'];

/**
 * The token's content as JSON with comments that say what each member means. Neither the token nor its signature is in
 * it, and nothing that cannot be seen.
 */
export function decodedText(context: TokenContext, options: DecodedTextOptions = {}): string {
  const { token } = context;
  const header = 'header' in token ? token.header : undefined;
  const claims = 'claims' in token ? token.claims : undefined;
  const sections = [
    ...(header === undefined ? [] : [section('header', headerMembers(header, options))]),
    ...(claims === undefined ? [] : [section('claims', claimMembers(claims, context, options))]),
    ...contentSections(context, options),
  ];
  const top = [context.title, ...introduction(context)].flatMap((text) => wrapped(text).map((line) => `// ${line}`));
  const noticed = options.comparable === true ? [] : findingLines(context);
  return [...top, ...noticed, '{', sections.join(',\n'), '}', ''].join('\n');
}

/** What the inspector noticed, what it means and what to do, the gravest first. */
function findingLines(context: TokenContext): string[] {
  const verification = context.issuer.knownVerdict(context.token, context.profile);
  return findings(tokenInput(context, verification)).flatMap(({ severity, title, meaning, advice, source }) => [
    '//',
    ...commentLines(headline(severity, localise(title)), '// '),
    ...commentLines(`${localise(meaning)} (${source})`, '//   '),
    ...commentLines(vscode.l10n.t('What to do: {0}', localise(advice)), '//   '),
  ]);
}

function commentLines(text: string, first: string): string[] {
  return wrapped(text).map((line, index) => (index === 0 ? first : '//   ') + line);
}

function introduction({ token, profile }: TokenContext): string[] {
  const kind = vscode.l10n.t('{0}, decoded. The signature is left out.', tokenKindText(token));
  switch (token.kind) {
    case 'opaque':
      return [tokenKindText(token), localise(opaqueReason(token.raw, profile?.issuer).text)];
    case 'jwe':
    case 'damaged':
      return [kind, localise(token.text), ...token.problems.map((problem) => localise(problem.text))];
    case 'jwt':
    case 'jws':
    case 'sdJwt':
      return [kind, ...token.problems.map((problem) => localise(problem.text))];
  }
}

/** What is neither header nor claims: the payload of other signed content, and what an SD-JWT discloses. */
function contentSections(context: TokenContext, options: DecodedTextOptions): string[] {
  const { token } = context;
  if (token.kind === 'jws') {
    const content = token.json ?? token.payloadText;
    return content === undefined ? [] : [member('payload', content, [], 1)];
  }
  if (token.kind !== 'sdJwt') return [];
  const disclosed: JsonObject = Object.create(null) as JsonObject;
  const elements: JsonValue[] = [];
  for (const { name, value } of token.disclosures) {
    if (name === undefined) elements.push(value);
    else disclosed[name] = value;
  }
  return [
    section('disclosed', claimMembers(disclosed, context, options)),
    ...(elements.length === 0 ? [] : [member('disclosedElements', elements, [], 1)]),
    ...(token.keyBinding === undefined
      ? []
      : [section('keyBinding', claimMembers(token.keyBinding.claims, context, options))]),
  ];
}

function headerMembers(header: JsonObject, options: DecodedTextOptions): string[] {
  return ordered(header, options).map(([name, value]) => {
    const { meaning, source } = explainHeader(name, value);
    return member(name, value, [comment(meaning, source)], 2);
  });
}

function claimMembers(claims: JsonObject, context: TokenContext, { comparable = false }: DecodedTextOptions): string[] {
  return ordered(claims, { comparable }).map(([name, value]) => {
    const claim = claimContext(context);
    const { meaning, source, time, words = [] } = explainClaim(name, value, claim);
    const times = time === undefined ? [] : [comparable ? localTime(time) : timeText({ time, now: claim.now })];
    const reading = [...times, ...words.map((word) => localise(word))].join(' · ');
    return member(name, value, [comment(meaning, source), ...(reading === '' ? [] : [reading])], 2);
  });
}

function ordered(object: JsonObject, { comparable = false }: DecodedTextOptions): [string, JsonValue][] {
  const entries = Object.entries(object);
  return comparable ? entries.sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1)) : entries;
}

function rank(name: string): number {
  const index = first.indexOf(name);
  return index < 0 ? first.length : index;
}

function comment(meaning: Text, source: string): string {
  return source === '' ? localise(meaning) : `${localise(meaning)} (${source})`;
}

function section(name: string, members: readonly string[]): string {
  return members.length === 0 ? `  "${name}": {}` : `  "${name}": {\n${members.join(',\n')}\n  }`;
}

function member(name: string, value: JsonValue, comments: readonly string[], level: number): string {
  const indent = '  '.repeat(level);
  const json = visibleJson(value).replaceAll('\n', `\n${indent}`);
  return [
    ...comments.flatMap((text) => wrapped(text).map((line) => `${indent}// ${line}`)),
    `${indent}${visibleJson(name)}: ${json}`,
  ].join('\n');
}

/** Characters of a comment in one line. */
const width = 80;

/** A comment on lines that fit beside a side bar. Whatever it holds, it stays a comment. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of safeText(text.replace(/\s+/g, ' '), 1000).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
