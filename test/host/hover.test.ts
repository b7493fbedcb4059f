import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { jwt, now } from '../unit/token/tokens.ts';

const claims = {
  iss: 'https://tenant.eu.auth0.com/',
  sub: 'auth0|ada',
  aud: ['https://stock.example.com', 'https://tenant.eu.auth0.com/userinfo'],
  exp: now,
  scope: 'openid read:orders',
};
const token = jwt(claims);

/** What a person reads: character references as the characters that they stand for. */
function readable(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** The hovers of VS Code itself at a place, ours among those of other extensions. */
async function hoversAt(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents).map((content) => content as vscode.MarkdownString);
}

async function hoverOn(content: string, mark: string, language = 'plaintext'): Promise<vscode.MarkdownString[]> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  return hoversAt(document, document.positionAt(content.indexOf(mark) + 12));
}

/** Ours: the essentials and the link. */
function isTrusted({ isTrusted }: vscode.MarkdownString): boolean {
  return isTrusted !== undefined && isTrusted !== false;
}

describe('a hover', () => {
  it('says the essentials of a token in any language', async () => {
    const files: readonly (readonly [string, string])[] = [
      ['plaintext', `Authorization: Bearer ${token}`],
      ['json', `{ "access_token": "${token}" }`],
      ['log', `2026-03-01 12:00:00 [info] got ${token}`],
      ['properties', `API_TOKEN=${token}`],
      ['typescript', `const token = '${token}';`],
      ['markdown', `Use \`${token}\` here.`],
    ];
    for (const [language, content] of files) {
      const hovers = await hoverOn(content, 'eyJ', language);
      const text = readable(hovers.map(({ value }) => value).join('\n'));
      assert.match(text, /Access token/, language);
      assert.match(text, /API: https:\/\/stock\.example\.com/);
      assert.match(text, /Scopes: openid, read:orders/);
      assert.match(text, /Expiry: Mar 1, 2026, .* GMT.* \(\d+ \w+ ago\)/);
      assert.match(text, /Subject: auth0\|ada/);
      assert.match(text, /Issuer: https:\/\/tenant\.eu\.auth0\.com\//);
      assert.match(text, /✗ Expired/);
    }
  });

  it('keeps still where there is no token', async () => {
    const content = `const answer = 42; // no token here\nconst other = '${token}';`;
    assert.deepEqual(await hoverOn(content, 'answer'), []);
    assert.deepEqual(await hoverOn('the bearer of-bad-news-from-afar', 'of-bad'), []);
  });

  it('reads one line of a file of 100,000', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `line ${String(index)} without anything`);
    lines[70_000] = `token=${token}`;
    const document = await vscode.workspace.openTextDocument({ content: lines.join('\n') });
    const [essentials] = await hoversAt(document, new vscode.Position(70_000, 20));
    assert.match(readable(essentials?.value ?? ''), /Access token/);
    assert.deepEqual(await hoversAt(document, new vscode.Position(69_999, 10)), []);
  });

  it('never trusts the words of a token', async () => {
    const hostile = [
      '[click me](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D)',
      '<a href="command:workbench.action.quit">x</a><img src="https://evil.example/?leak">',
      '![x](https://evil.example/leak.png)',
      '$(check) verified',
      'admin\u202Egnp.exe\u200B',
      '`](command:evil) `',
      'https://evil.example',
      '\n\n# Heading\n\n- item',
    ];
    for (const words of hostile) {
      const evil = jwt({ ...claims, iss: words, sub: words, aud: [words, words], scope: words, [words]: words });
      const contents = await hoverOn(`token ${evil}`, 'eyJ');
      const [links, ...others] = contents.filter(isTrusted);
      assert.ok(links !== undefined && others.length === 0, 'our own links, and nothing else is trusted');
      assert.deepEqual(links.isTrusted, { enabledCommands: [commands.inspectToken, commands.readMore] });
      for (const part of ['evil', 'terminal', 'verified', 'admin', 'Heading'])
        assert.ok(!links.value.includes(part), part);
      for (const content of contents.filter((one) => !isTrusted(one))) {
        assert.notEqual(content.supportHtml, true);
        assert.notEqual(content.supportThemeIcons, true);
        // Nothing but letters, digits, references, and our own bold heading and line breaks.
        assert.match(content.value, /^(?:[\p{L}\p{N} ]|&#\d+;|\*\*|: | {2}\n|[✗⚠ⓘ])*$/u);
        assert.doesNotMatch(
          readable(content.value),
          /[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
        );
      }
    }
  });

  it('leads to commands with the place and the page about the finding, and nothing of the token', async () => {
    const document = await vscode.workspace.openTextDocument({ content: `first\ntoken=${token}` });
    const link = (await hoversAt(document, new vscode.Position(1, 30))).find(isTrusted);
    const [, argument] = /\(command:tokenInspector\.inspectToken\?([^)]*)\) ·/.exec(link?.value ?? '') ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(argument ?? '')), [
      { document: document.uri.toString(), line: 1, character: 30 },
    ]);
    const [, page] = /\(command:tokenInspector\.readMore\?([^)]*)\)$/.exec(link?.value ?? '') ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(page ?? '')), ['time#expired']);
  });

  it('is short about a token of a megabyte', async () => {
    const huge = jwt({ ...claims, filler: 'x'.repeat(1_000_000) });
    const contents = await hoverOn(`token=${huge}`, 'eyJ');
    assert.match(readable(contents.map(({ value }) => value).join('\n')), /A very long token/);
    assert.ok(contents.every(({ value }) => value.length < 2000));
  });
});
