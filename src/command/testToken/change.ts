import * as vscode from 'vscode';
import { removeMember, setMember, type TextChange } from '../../profile/setMember.ts';
import { changesOf, type ChangeId, type MemberChange } from '../../token/testToken/changes.ts';
import { openTestToken } from './open.ts';

/** Offers what testers change most, and writes it into the document, where it can be seen and undone. */
export async function changeTestToken(argument: unknown): Promise<void> {
  const open = openTestToken(argument);
  if (open === undefined) return;
  const { document, token } = open;
  const texts = changeTexts();
  const items = [...changesOf(token, Math.floor(Date.now() / 1000))].map(([id, changes]) => ({
    ...texts[id],
    changes,
  }));
  const title = vscode.l10n.t('Change the test token');
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true, matchOnDetail: true });
  if (chosen === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(all), chosen.changes.reduce(changed, document.getText()));
  await vscode.workspace.applyEdit(edit);
}

function changed(source: string, { path, value }: MemberChange): string {
  const [part, name] = path;
  const change: TextChange | undefined =
    value === undefined ? removeMember(source, path) : setMember(source, [part], name, value);
  return change === undefined ? source : source.slice(0, change.start) + change.text + source.slice(change.end);
}

function changeTexts(): Readonly<Record<ChangeId, { readonly label: string; readonly detail: string }>> {
  return {
    timesFromNow: {
      label: vscode.l10n.t('Times From Now'),
      detail: vscode.l10n.t('Issued now, with the lifetime of before'),
    },
    expired: { label: vscode.l10n.t('Expired'), detail: vscode.l10n.t('Since ten minutes ago') },
    notYetValid: { label: vscode.l10n.t('Not Yet Valid'), detail: vscode.l10n.t('Not before ten minutes from now') },
    otherAudience: { label: vscode.l10n.t('Another Audience'), detail: vscode.l10n.t('For an API that is not yours') },
    otherIssuer: { label: vscode.l10n.t('Another Issuer'), detail: vscode.l10n.t('Of a server that nobody trusts') },
    noScopes: { label: vscode.l10n.t('No Scopes'), detail: vscode.l10n.t('Without scopes, permissions and roles') },
    noSignature: {
      label: vscode.l10n.t('No Signature'),
      detail: vscode.l10n.t('“alg” becomes “none”. An API must refuse it.'),
    },
  };
}
