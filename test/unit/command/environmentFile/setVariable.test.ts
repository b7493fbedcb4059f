import assert from 'node:assert/strict';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { setVariable } from '../../../../src/command/environmentFile/setVariable.ts';

const set = (content: string): string => setVariable(content, 'TOKEN', 'new');

describe('a variable of an environment file', () => {
  for (const [what, before, after] of [
    ['is added to an empty file', '', 'TOKEN=new\n'],
    ['is added at the end', 'A=1\n', 'A=1\nTOKEN=new\n'],
    ['is added after a line without an end', 'A=1', 'A=1\nTOKEN=new\n'],
    ['is added with the line ends of the file', 'A=1\r\nB=2\r\n', 'A=1\r\nB=2\r\nTOKEN=new\r\n'],
    ['is replaced where it stands', 'A=1\nTOKEN=old\nB=2\n', 'A=1\nTOKEN=new\nB=2\n'],
    ['keeps a line end of Windows', 'TOKEN=old\r\nB=2\r\n', 'TOKEN=new\r\nB=2\r\n'],
    ['keeps that there is no last line end', 'TOKEN=old', 'TOKEN=new'],
    ['keeps export, blanks and the comment', ' export TOKEN = old words  # mine\n', ' export TOKEN = new  # mine\n'],
    ['is given a value where it had none', 'TOKEN=\nB=2\n', 'TOKEN=new\nB=2\n'],
    ['may have a # in its old value', 'TOKEN=a#b\n', 'TOKEN=new\n'],
    ['may have had quotes', `TOKEN='a # b' # c\n`, 'TOKEN=new # c\n'],
    ['may have had an escaped quote', `TOKEN="a\\"b"\n`, 'TOKEN=new\n'],
    ['may have had several lines', `TOKEN="a\nb=c\n"\nB=2\n`, 'TOKEN=new\nB=2\n'],
    ['may have had a shell’s word of several pieces', `TOKEN='a'\\''b'\nB=2\n`, 'TOKEN=new\nB=2\n'],
    ['is replaced as often as it stands', 'TOKEN=1\nTOKEN=2\n', 'TOKEN=new\nTOKEN=new\n'],
    ['is told from those whose names begin alike', 'TOKEN_A=1\nA_TOKEN=2\n', 'TOKEN_A=1\nA_TOKEN=2\nTOKEN=new\n'],
    ['is told from one in a comment', '# TOKEN=old\n', '# TOKEN=old\nTOKEN=new\n'],
    ['is told from a line of another value', `A="\nTOKEN=old\n"\n`, `A="\nTOKEN=old\n"\nTOKEN=new\n`],
    ['is not hidden by an apostrophe', `A='tis\nTOKEN='old'\n`, `A='tis\nTOKEN=new\n`],
    ['is found after a byte order mark', '\u00ef\u00bb\u00bfTOKEN=old\n', '\u00ef\u00bb\u00bfTOKEN=new\n'],
  ] as const) {
    it(what, () => {
      assert.equal(set(before), after);
    });
  }

  it('is written as it is, whatever it holds', () => {
    assert.equal(setVariable('A=1\nTOKEN=x\n', 'TOKEN', "'$& $1'"), "A=1\nTOKEN='$& $1'\n");
  });

  it('is read back, every other one too, and setting it again changes nothing', () => {
    const line = fc.oneof(
      fc
        // Of a value of blanks alone Node's reader takes the next line for the value.
        .tuple(
          fc.constantFrom('A', 'B', 'TOKEN'),
          fc.stringMatching(/^([\w.,;:!$%&()\u00e4-][\w.,;:!$%&()\u00e4 -]*)?$/),
        )
        .map(([k, v]) => `${k}=${v}`),
      fc.tuple(fc.constantFrom('C', 'TOKEN'), fc.stringMatching(/^[\w #=\n]*$/)).map(([k, v]) => `${k}="${v}"`),
      fc.stringMatching(/^#[ -~]*$/),
      fc.constant(''),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const before = lines.join('\n');
        const after = set(before);
        assert.deepEqual({ ...parseEnv(after) }, { ...parseEnv(before), TOKEN: 'new' });
        assert.equal(set(after), after);
      }),
    );
  });
});
