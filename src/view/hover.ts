import * as vscode from 'vscode';
import { commands, type CommandId } from '../contributions.ts';
import { audiences } from '../token/audiences.ts';
import { tokenAt, type TokenAt } from '../token/tokenAt.ts';
import { safeText } from '../token/display.ts';
import type { Finding } from '../token/finding.ts';
import type { FindingProfile } from '../token/findingInput.ts';
import { findings } from '../token/findings.ts';
import { helpForFinding, type Help } from '../token/help.ts';
import type { JsonObject } from '../token/json.ts';
import { opaqueReason } from '../token/opaque.ts';
import { tokenScopes } from '../token/scopes.ts';
import { claimTime } from '../token/time.ts';
import { inspectedContext, type InspectedInput } from './inspectedRows.ts';
import { localise, timeText } from './localise.ts';
import { literal } from './markdown.ts';
import { serverNow } from './tokenContext.ts';
import { tokenInput } from './tokenInput.ts';
import { tokenKindText } from './tokenKind.ts';

/** Where a token stands: all that the link in a hover says about it. */
interface TokenPlace {
  readonly document: string;
  readonly line: number;
  readonly character: number;
}

/** Characters of one value in a hover. */
const valueLimit = 120;

/**
 * The essentials of the token under the mouse. Reads one line of the document, asks nobody, and keeps nothing.
 */
export async function tokenHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  known: () => Promise<InspectedInput>,
): Promise<vscode.Hover | undefined> {
  const found = tokenAt(document.lineAt(position.line).text, position.character);
  if (found === undefined) return undefined;
  // Text of strangers and the link that may run a command never meet in one Markdown.
  const { lines, gravest } = essentialsOf(found, await known());
  const essentials = new vscode.MarkdownString(lines.join('  \n'));
  return new vscode.Hover(
    [essentials, links(document, position, gravest)],
    new vscode.Range(position.line, found.start, position.line, found.end),
  );
}

/** What leads on: to the token in the tree, and to the page about its gravest finding. */
function links(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
  gravest: Finding | undefined,
): vscode.MarkdownString {
  const place: TokenPlace = { document: document.uri.toString(), line, character };
  const help = gravest === undefined ? undefined : helpForFinding(gravest.code);
  const shown = [
    commandLink(vscode.l10n.t('Inspect Token'), commands.inspectToken, place),
    ...(help === undefined ? [] : [commandLink(vscode.l10n.t('Read More'), commands.readMore, help)]),
  ];
  const markdown = new vscode.MarkdownString(shown.join(' · '));
  markdown.isTrusted = { enabledCommands: [commands.inspectToken, commands.readMore] };
  return markdown;
}

function commandLink(title: string, command: CommandId, argument: TokenPlace | Help): string {
  // A bracket in a file's name would end the link.
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (bracket) =>
    bracket === '(' ? '%28' : '%29',
  );
  return `[${literal(title)}](command:${command}?${encoded})`;
}

interface Essentials {
  readonly lines: readonly string[];
  readonly gravest?: Finding | undefined;
}

function essentialsOf({ token, cut }: TokenAt, known: InspectedInput): Essentials {
  if (cut) return { lines: [`**${literal(vscode.l10n.t('A very long token'))}**`] };
  const context = inspectedContext({ id: 'hover', token }, known);
  const input = tokenInput(context, known.issuer.knownVerdict(token, context.profile));
  const [gravest] = findings(input);
  const same = context.sameAs === undefined ? '' : ` ${literal(vscode.l10n.t('(same token as {0})', context.sameAs))}`;
  const heading = `**${literal(tokenKindText(token))}**${same}`;
  const finding = gravest === undefined ? [] : [findingLine(gravest)];
  switch (token.kind) {
    case 'jwt':
    case 'sdJwt':
      return { lines: [heading, ...claimLines(token.claims, input.profile, serverNow(context)), ...finding], gravest };
    case 'opaque':
      return { lines: [heading, literal(localise(opaqueReason(token.raw).text))], gravest };
    case 'jwe':
    case 'damaged':
      return { lines: [heading, literal(localise(token.text))], gravest };
    case 'jws':
      return { lines: [heading, ...finding], gravest };
  }
}

function claimLines(claims: JsonObject, profile: FindingProfile | undefined, now: number): string[] {
  const expiry = claimTime(claims['exp']);
  const scopes = tokenScopes(claims);
  const api = audiences(claims, profile?.issuer, profile?.userinfoEndpoint).map(({ value, reason }) => {
    const shown = safeText(value, valueLimit);
    return reason === undefined ? shown : `${shown} (${localise(reason)})`;
  });
  return [
    line(vscode.l10n.t('API'), api.length === 0 ? vscode.l10n.t('none') : api.slice(0, 5).join(', ')),
    ...(scopes === undefined ? [] : [line(vscode.l10n.t('Scopes'), safeText(scopes.join(', '), 2 * valueLimit))]),
    line(
      vscode.l10n.t('Expiry'),
      expiry === undefined ? vscode.l10n.t('the token does not say') : timeText({ time: expiry, now }),
    ),
    ...said(vscode.l10n.t('Subject'), claims['sub']),
    ...said(vscode.l10n.t('Issuer'), claims['iss']),
  ];
}

function said(label: string, value: unknown): string[] {
  return typeof value === 'string' ? [line(label, safeText(value, valueLimit))] : [];
}

function line(label: string, value: string): string {
  return `${literal(label)}: ${literal(value)}`;
}

function findingLine({ severity, title }: Finding): string {
  const marks = { error: '✗', warning: '⚠', info: 'ⓘ' };
  return `${marks[severity]} ${literal(localise(title))}`;
}
