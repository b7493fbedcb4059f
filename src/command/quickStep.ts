import * as vscode from 'vscode';
import { plain, withoutIcons } from '../view/inert.ts';

/** How a question ends: with an answer, one question back, or with Escape. */
export type Answer<T> = { readonly value: T } | 'back' | 'cancelled';

/** How it ends where the answer was kept. */
export type Outcome = 'next' | 'back' | 'cancelled';

/** Keeps the answer of a question, where there is one. */
export async function keep<T>(asked: Promise<Answer<T>>, take: (value: T) => void): Promise<Outcome> {
  const answer = await asked;
  if (typeof answer === 'string') return answer;
  take(answer.value);
  return 'next';
}

/** Where a question stands among the others. */
export interface Place {
  readonly title: string;
  readonly step: number;
  /** Absent while it depends on answers to come. */
  readonly totalSteps?: number;
  /** Whether there is a question before this one. */
  readonly back: boolean;
}

/** Shown below the input box instead of going on. `value` takes the place of what was typed. */
export interface Objection {
  readonly message: string;
  readonly value?: string;
}

export interface TextQuestion {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Whether what is typed is hidden. */
  readonly password?: boolean;
  /** What is wrong with what is typed, while it is typed. */
  readonly fault?: (value: string) => string | undefined;
  /** Looks closer when Enter is pressed; may ask a server. */
  readonly examine?: (value: string, signal: AbortSignal) => Promise<Objection | undefined>;
  /** A way out for whom this question does not fit. */
  readonly button?: InputButton;
  /** A help that leaves the question open. */
  readonly aside?: InputButton;
}

interface InputButton {
  readonly icon: string;
  readonly tooltip: string;
  readonly run: () => unknown;
}

/** An input box with a Back button. It stays when the window loses the focus: answers are copied from the browser. */
export function askText(place: Place, question: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = plain(question.prompt);
  input.placeholder = question.placeholder;
  input.value = question.value;
  input.password = question.password ?? false;
  const { button, aside } = question;
  const shown = ({ icon, tooltip }: InputButton): vscode.QuickInputButton => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
  });
  const help = aside && shown(aside);
  show(input, place, [...(help ? [help] : []), ...(button ? [shown(button)] : [])]);
  const examination = new AbortController();
  let examined = 0;
  return ended(input, (end) => {
    const accept = async (): Promise<void> => {
      const value = input.value.trim();
      const fault = question.fault?.(value);
      if (fault !== undefined) {
        input.validationMessage = plain(fault);
        return;
      }
      const mine = ++examined;
      input.busy = true;
      const objection = await question.examine?.(value, examination.signal);
      // Something else was typed while the server was asked.
      if (mine !== examined) return;
      input.busy = false;
      if (objection === undefined) {
        end({ value });
        return;
      }
      if (objection.value !== undefined) input.value = objection.value;
      input.validationMessage = plain(objection.message);
    };
    return [
      input.onDidAccept(accept),
      input.onDidChangeValue((value) => {
        examined++;
        input.busy = false;
        const fault = value.trim() === '' ? undefined : question.fault?.(value.trim());
        input.validationMessage = fault === undefined ? undefined : plain(fault);
      }),
      input.onDidTriggerButton((pressed) => {
        if (pressed === vscode.QuickInputButtons.Back) end('back');
        else if (pressed === help) aside?.run();
        else {
          end('cancelled');
          button?.run();
        }
      }),
      {
        dispose: () => {
          examination.abort();
        },
      },
    ];
  });
}

export interface Choice<T> {
  readonly label: string;
  readonly icon: string;
  readonly description?: string;
  readonly detail?: string;
  /** Ends the question. */
  readonly value?: T;
  /** Does something and leaves the question open. @returns what to say about it. */
  readonly run?: () => Promise<string>;
}

/** A list of choices with a Back button. */
export function askChoice<T>(
  place: Place,
  prompt: string,
  choices: readonly Choice<T>[],
  active = 0,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly choice: Choice<T> }>();
  const items = choices.map((choice) => ({
    label: `$(${choice.icon}) ${withoutIcons(choice.label)}`,
    ...(choice.description !== undefined && { description: withoutIcons(choice.description) }),
    ...(choice.detail !== undefined && { detail: withoutIcons(choice.detail) }),
    // All of them are always offered: there is nothing to filter.
    alwaysShow: true,
    choice,
  }));
  pick.placeholder = prompt;
  pick.items = items;
  pick.activeItems = items.slice(active, active + 1);
  show(pick, place, []);
  return ended(pick, (end) => [
    pick.onDidAccept(async () => {
      const [item] = pick.selectedItems;
      if (item === undefined) return;
      const { value, run } = item.choice;
      if (value !== undefined) end({ value });
      const done = await run?.();
      if (done === undefined) return;
      const changed = items.map((one) => (one === item ? { ...one, label: `$(check) ${withoutIcons(done)}` } : one));
      pick.items = changed;
      pick.activeItems = changed.slice(0, 1);
    }),
    pick.onDidTriggerButton((pressed) => {
      if (pressed === vscode.QuickInputButtons.Back) end('back');
    }),
  ]);
}

/** Opens a question at its place. */
export function show(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] },
  place: Place,
  buttons: vscode.QuickInputButton[],
): void {
  input.title = withoutIcons(place.title);
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = [...(place.back ? [vscode.QuickInputButtons.Back] : []), ...buttons];
  input.show();
}

/** Waits for the answer, and closes the question. */
export function ended<T>(
  input: vscode.QuickInput,
  listen: (end: (answer: Answer<T>) => void) => readonly { dispose(): unknown }[],
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const end = (answer: Answer<T>): void => {
      resolve(answer);
      for (const listener of listeners) listener.dispose();
      input.dispose();
    };
    const listeners = [
      ...listen(end),
      input.onDidHide(() => {
        end('cancelled');
      }),
    ];
  });
}
