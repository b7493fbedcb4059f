import assert from 'node:assert/strict';
import fc from 'fast-check';
import { literal } from '../../../src/view/markdown.ts';

/** What a renderer makes of character references. */
function rendered(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('literal', () => {
  const hostile = [
    '[click](command:workbench.action.terminal.sendSequence?%7B%7D)',
    '<img src=x onerror=alert(1)><a href="command:evil">x</a>',
    '![](https://evil.example/?leak)',
    'https://evil.example www.evil.example me@evil.example',
    '$(check) verified',
    '# Heading\n- list\n1. list\n> quote\n```js\ncode\n```\n| a | b |\n|---|---|',
    '<https://evil.example>',
    '`code` **bold** _it_ ~~no~~ \\*',
    '&lt;b&gt; &#60;b&#62;',
    '    indented code',
    '[x]: https://evil.example',
  ];

  it('shows exactly the text, and makes no markup of it', () => {
    for (const text of hostile) {
      const markdown = literal(text);
      assert.match(markdown, /^(?:[\p{L}\p{N} ]|&#\d+;)*$/u, text);
      assert.equal(rendered(markdown), text.replace(/\s+/g, ' ').trim());
    }
  });

  it('does so for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const markdown = literal(text);
        assert.match(markdown, /^(?:[\p{L}\p{N} ]|&#\d+;)*$/u);
        assert.equal(rendered(markdown), text.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});
