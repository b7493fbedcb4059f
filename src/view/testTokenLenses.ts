import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { startOfTestToken } from '../token/testToken/mayBe.ts';

/** What can be done with a document that is a test token, above it. The palette offers the same. */
export function testTokenLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const { line } = document.positionAt(startOfTestToken(document.getText()));
  const range = new vscode.Range(line, 0, line, 0);
  const argument = { document: document.uri.toString() };
  const titles = {
    [commands.signTestToken]: vscode.l10n.t('Sign and Copy…'),
    [commands.changeTestToken]: vscode.l10n.t('Change…'),
    [commands.copyTestKey]: vscode.l10n.t('Copy Its Key…'),
  };
  return Object.entries(titles).map(
    ([command, title]) => new vscode.CodeLens(range, { title, command, arguments: [argument] }),
  );
}
