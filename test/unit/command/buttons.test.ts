import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..', '..', 'src');

/** Characters: VS Code cuts off what is longer when a notification has several buttons. */
const limit = 28;

/** Characters that are reckoned with for what is put into a label. */
const place = 13;

/** Words that a button may begin with: it says what it does. “Details” is what VS Code’s own notifications say. */
const verbs =
  /^(?:Add|Ask|Cancel|Choose|Compare|Copy|Details|Edit|Enter|Explain|Inspect|Keep|Make|Manage|Mend|Open|Paste|Read|Refresh|Reload|Remove|Save|Show|Sign|Start|Stop|Switch|Try|Use|Wait)\b/;

const doors = /^(?:showError|showWarning|showInformation|offerSignIn)$/;

/** The literal of `vscode.l10n.t('…')` or `l10n.t('…')`, and whether something is put into it. */
function literalOf(node: ts.Node | undefined): string | undefined {
  if (node === undefined || !ts.isCallExpression(node) || !/\bl10n\.t$/.test(node.expression.getText()))
    return undefined;
  const [message] = node.arguments;
  return message !== undefined && ts.isStringLiteralLike(message) ? message.text : undefined;
}

/** Of an item of a message, which also says what it does; not of an input box. */
function isTitle({ name, parent }: ts.PropertyAssignment): boolean {
  const does = parent.properties.some((property) => property.name?.getText() === 'run');
  return name.getText() === 'signInTitle' || (name.getText() === 'title' && does);
}

/** The labels of a file's buttons: titles of message items, and constants that are handed to a notification. */
function labelsIn(source: ts.SourceFile): string[] {
  const constants = new Map<string, string>();
  const handed = new Set<string>();
  const labels: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const text = literalOf(node.initializer);
      if (text !== undefined) constants.set(node.name.text, text);
    }
    if (ts.isPropertyAssignment(node) && isTitle(node)) {
      const places = ts.isConditionalExpression(node.initializer)
        ? [node.initializer.whenTrue, node.initializer.whenFalse]
        : [node.initializer];
      labels.push(...places.map(literalOf).filter((text) => text !== undefined));
    }
    if (ts.isCallExpression(node) && doors.test(node.expression.getText())) {
      for (const argument of node.arguments.slice(node.expression.getText() === 'offerSignIn' ? 0 : 1)) {
        argument.forEachChild(function names(child): void {
          if (ts.isIdentifier(child)) handed.add(child.text);
          child.forEachChild(names);
        });
        if (ts.isIdentifier(argument)) handed.add(argument.text);
      }
    }
    node.forEachChild(visit);
  };
  visit(source);
  // What a message consists of is no button; it ends like a sentence.
  const buttons = [...handed].map((name) => constants.get(name)).filter((text) => text !== undefined);
  return [...labels, ...buttons.filter((text) => !/[.?!]$/.test(text))];
}

const files = readdirSync(join(root, 'command'), { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(root, 'command', file));
const labels = files.flatMap((file) =>
  labelsIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)).map(
    (label) => [label, file.slice(root.length + 1)] as const,
  ),
);

describe('the buttons of notifications', () => {
  it('are found', () => {
    for (const known of ['Try Again', 'Copy Redirect URI', 'Sign In and Copy', 'Edit Profile', 'Show Log']) {
      assert.ok(
        labels.some(([label]) => label === known),
        known,
      );
    }
  });

  it('are short enough to be read whole, and say what they do', () => {
    for (const [label, file] of labels) {
      const length = label.replaceAll(/\{\w+\}/g, 'x'.repeat(place)).length;
      assert.ok(length <= limit, `${file}: “${label}” has ${String(length)} characters`);
      assert.match(label, verbs, `${file}: “${label}” begins with no verb`);
    }
  });
});
