import * as vscode from 'vscode';
import { commands } from '../../contributions.ts';
import { offsetOfKey } from '../../profile/jsonc.ts';
import { mayBeTestToken } from '../../token/testToken/mayBe.ts';
import { readTestToken, type TestToken } from '../../token/testToken/document.ts';
import { signingAlgorithms } from '../../token/testToken/sign.ts';
import { text } from '../../token/text.ts';
import { localise } from '../../view/localise.ts';
import { showError } from '../message.ts';

/** A test token and the document that it is written in. */
export interface OpenTestToken {
  readonly document: vscode.TextDocument;
  readonly token: TestToken;
  /** What it is to be signed with; undefined where it says `none`, however that is spelt. */
  readonly alg: string | undefined;
}

/**
 * Reads the document that a lens names, or the one in the active editor.
 *
 * @returns undefined where there is none, or something is wrong with it: that has been said.
 */
export function openTestToken(argument: unknown): OpenTestToken | undefined {
  const document = documentOf(argument);
  if (document === undefined) {
    const make = vscode.l10n.t('Make a Test Token…');
    void showError(vscode.l10n.t('There is no test token in the editor.'), make).then((chosen) =>
      chosen === make ? vscode.commands.executeCommand(commands.makeTestToken) : undefined,
    );
    return undefined;
  }
  const source = document.getText();
  const token = readTestToken(source);
  if ('at' in token) {
    tellFault(document, token.at, localise(token.text));
    return undefined;
  }
  const { alg } = token;
  if (/^none$/i.test(alg)) return { document, token, alg: undefined };
  if (signingAlgorithms.includes(alg)) return { document, token, alg };
  const unknown = text('This is no algorithm that can sign here. There are {algorithms}, and “none”.', {
    algorithms: signingAlgorithms.join(', '),
  });
  tellFault(document, offsetOfKey(source, ['header', 'alg']) ?? 0, localise(unknown));
  return undefined;
}

function documentOf(argument: unknown): vscode.TextDocument | undefined {
  if (typeof argument === 'object' && argument !== null && 'document' in argument) {
    const { document: uri } = argument;
    return vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  }
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && mayBeTestToken(document.getText()) ? document : undefined;
}

/** Says what is wrong, with a button that leads there. @param at index of a UTF-16 unit */
export function tellFault(document: vscode.TextDocument, at: number, fault: string): void {
  const place = document.positionAt(at);
  const go = vscode.l10n.t('Show Where');
  const where = vscode.l10n.t('Line {0}, column {1}: {2}', place.line + 1, place.character + 1, fault);
  void showError(where, go).then((chosen) =>
    chosen === go ? vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) }) : undefined,
  );
}
