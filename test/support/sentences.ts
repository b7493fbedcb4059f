/** Every sentence that the extension says, read from its source: the first arguments of `text(…)` and `l10n.t(…)`. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './paths.ts';

export interface Sentences {
  /** English sentence → files that say it, relative to the repository. */
  readonly said: ReadonlyMap<string, readonly string[]>;
  /** Calls whose sentence is no literal, so that no translator can find it: `file:line`. */
  readonly hidden: readonly string[];
}

export async function sentences(): Promise<Sentences> {
  const said = new Map<string, string[]>();
  const hidden: string[] = [];
  const files = await readdir(join(root, 'src'), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    const path = join(root, 'src', file);
    const source = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const name = relative(root, path).replaceAll('\\', '/');
    const says = /import \{[^}]*\btext\b[^}]*\} from '[./\w]*\/text\.ts'/.test(source.text);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isSaying(node.expression, says)) {
        const found = literals(node.arguments[0]);
        if (found === undefined)
          hidden.push(`${name}:${String(source.getLineAndCharacterOfPosition(node.pos).line + 1)}`);
        for (const sentence of found ?? []) said.set(sentence, [...(said.get(sentence) ?? []), name]);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { said, hidden };
}

function isSaying(called: ts.Expression, says: boolean): boolean {
  if (ts.isIdentifier(called)) return says && called.text === 'text';
  return (
    ts.isPropertyAccessExpression(called) && called.name.text === 't' && called.expression.getText().endsWith('l10n')
  );
}

/** The literals that an expression can be, none for a sentence that is made elsewhere; `undefined` where it can be anything. */
function literals(expression: ts.Expression | undefined): string[] | undefined {
  if (expression === undefined) return undefined;
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'message') return [];
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return literals(expression.expression);
  if (!ts.isConditionalExpression(expression)) return undefined;
  const [yes, no] = [literals(expression.whenTrue), literals(expression.whenFalse)];
  return yes === undefined || no === undefined ? undefined : [...yes, ...no];
}
