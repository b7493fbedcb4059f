import * as vscode from 'vscode';
import type { ExplainAction } from '../token/explain/explanation.ts';
import { room, width, type Button } from './buttons.ts';

/** The buttons for what an explanation proposes, where it can be done here; `chooseToken` asks for the token that was sent. */
export type RemedyOf = (action: ExplainAction, chooseToken: () => unknown) => readonly Button[];

/**
 * The buttons that do what an explanation proposes, with `details`, if any, as the last one: as many as can be read. The first
 * remedy and the choice of the token always stay.
 *
 * @param chooseToken Asks which token was sent, and explains again.
 */
export function buttonsFor(
  actions: readonly ExplainAction[],
  remedyOf: RemedyOf,
  chooseToken: () => unknown,
  details?: Button,
): readonly Button[] {
  const choose = { title: vscode.l10n.t('Choose Token…'), run: chooseToken };
  const made = actions.flatMap((action) => {
    const stays = action.kind === 'chooseToken';
    return (stays ? [choose] : remedyOf(action, chooseToken)).map((button) => ({ button, stays }));
  });
  const offered = made.map(({ button, stays }, index) => ({ button, stays: stays || index === 0 }));
  let left = room - (details === undefined ? 0 : width(details));
  for (const { button, stays } of offered) if (stays) left -= width(button);
  const fitting = offered.filter(({ button, stays }) => {
    if (stays) return true;
    left -= width(button);
    return left >= 0;
  });
  return [...fitting.map(({ button }) => button), ...(details === undefined ? [] : [details])];
}
