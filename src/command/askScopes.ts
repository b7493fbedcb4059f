import * as vscode from 'vscode';
import type { Draft } from '../profile/draft.ts';
import { withoutIcons } from '../view/inert.ts';
import { scopesFault, scopesOf } from './answerFaults.ts';
import { askText, ended, show, type Answer, type Place } from './quickStep.ts';

/** Asks for the scopes of an API that has a name of its own. No answer is one, too: then none are asked for. */
export function askScopes(
  { apiScopes, offeredScopes }: Pick<Draft, 'apiScopes' | 'offeredScopes'>,
  place: Place,
): Promise<Answer<readonly string[]>> {
  return offeredScopes.length === 0 ? typed(apiScopes, place) : chosen(apiScopes, offeredScopes, place);
}

async function typed(value: readonly string[], place: Place): Promise<Answer<readonly string[]>> {
  const answer = await askText(place, {
    value: value.join(' '),
    placeholder: 'orders.read orders.write',
    prompt: vscode.l10n.t(
      'The scopes to ask for at this API, separated by spaces: what the token may do there. You can leave it empty.',
    ),
    fault: scopesFault,
  });
  return typeof answer === 'string' ? answer : { value: scopesOf(answer.value) };
}

interface ScopeItem extends vscode.QuickPickItem {
  /** Absent for the line that says what is wrong with what was typed. */
  readonly scope?: string;
}

/** Those that the server lists, to be ticked; what is typed and not listed counts as well. */
function chosen(
  value: readonly string[],
  offered: readonly string[],
  place: Place,
): Promise<Answer<readonly string[]>> {
  const pick = vscode.window.createQuickPick<ScopeItem>();
  const known = [...new Set([...value, ...offered])];
  const listed = known.map((scope): ScopeItem => ({ label: withoutIcons(scope), scope }));
  const added = (): readonly string[] =>
    scopesOf(pick.value).filter((word) => !known.some((scope) => scope.toLowerCase().includes(word.toLowerCase())));
  const ticked = (): readonly string[] => pick.selectedItems.flatMap(({ scope }) => scope ?? []);
  pick.canSelectMany = true;
  pick.placeholder = vscode.l10n.t('The whole server’s scopes: tick or type this API’s, or none');
  pick.items = listed;
  pick.selectedItems = listed.filter(({ scope }) => scope !== undefined && value.includes(scope));
  show(pick, place, []);
  return ended(pick, (end) => [
    pick.onDidChangeValue(() => {
      const kept = ticked();
      const fault = scopesFault(added().join(' '));
      const typed: readonly ScopeItem[] =
        fault === undefined
          ? added().map((scope) => ({
              label: withoutIcons(scope),
              description: vscode.l10n.t('as typed'),
              alwaysShow: true,
              scope,
            }))
          : [{ label: `$(error) ${fault}`, alwaysShow: true }];
      pick.items = [...typed, ...listed];
      pick.selectedItems = [...(fault === undefined ? typed : []), ...listed.filter(isOneOf(kept))];
    }),
    pick.onDidAccept(() => {
      const words = added();
      if (scopesFault(words.join(' ')) === undefined) {
        end({ value: [...new Set([...ticked().filter((scope) => known.includes(scope)), ...words])] });
      }
    }),
    pick.onDidTriggerButton(() => {
      end('back');
    }),
  ]);
}

function isOneOf(scopes: readonly string[]): (item: ScopeItem) => boolean {
  return ({ scope }) => scope !== undefined && scopes.includes(scope);
}
