import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/view/inert.ts';

/** As VS Code reads notifications (src/vs/base/common/linkedText.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** As VS Code reads labels (src/vs/base/browser/ui/iconLabel/iconLabels.ts): a backslash makes it text. */
const drawn = (label: string): string[] =>
  [...label.matchAll(/(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g)]
    .filter(([, escaped]) => escaped === undefined)
    .map(([, , name]) => name ?? '');

describe('a message that repeats a stranger’s words', () => {
  for (const words of [
    'See [this page](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%5Cn%22%7D).',
    '[a](https://evil.example/) [b](HTTP://evil.example/ "title") [c](file:///etc/passwd)',
    '[[a](command:x)](command:y)',
    '[a](command:x](command:y))',
  ]) {
    it(`has no link: ${words.slice(0, 30)}…`, () => {
      assert.notEqual(words.match(link), null);
      assert.equal(withoutLinks(words).match(link), null);
    });
  }

  it('is otherwise as it was', () => {
    assert.equal(withoutLinks('scopes [a] (b), c[0](d) “e”.'), 'scopes [a] (b), c[0] (d) “e”.');
  });
});

describe('a label that repeats a stranger’s words', () => {
  it('draws no icon', () => {
    for (const label of ['$(verified-filled) ada', 'a\\$(check)$(sync~spin)', '$($(check))', '\\\\$(x)$(y)']) {
      assert.notEqual(drawn(label).length, 0);
      assert.deepEqual(drawn(withoutIcons(label)), [], label);
    }
  });

  it('is otherwise as it was', () => {
    for (const label of ['ada@example.com', '$(', '$( x )', 'US$(12.50)', '\\$(check)']) {
      assert.equal(withoutIcons(label), label);
    }
  });
});
