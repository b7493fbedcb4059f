import * as vscode from 'vscode';
import { extensionId } from '../contributions.ts';

/**
 * Opens a page of docs/help, which is in the package and so can be read offline, at a section.
 *
 * @param argument The section (`Help`), or a row of the tree that has one.
 */
export async function readMore(argument: unknown): Promise<void> {
  const [, page, section] = /^([a-z-]+)#([a-z0-9-]+)$/.exec(String(helpIn(argument))) ?? [];
  const extension = vscode.extensions.getExtension(extensionId);
  if (page === undefined || section === undefined || extension === undefined) return;
  const uri = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'help', `${page}.md`);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri.with({ fragment: section }));
  } catch {
    // VS Code's own Markdown extension is switched off.
    await vscode.window.showTextDocument(uri);
  }
}

function helpIn(argument: unknown): unknown {
  return typeof argument === 'object' && argument !== null && 'help' in argument ? argument.help : argument;
}
