import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { tools } from '../contributions.ts';
import { accountsForAssistant } from './accountsTool.ts';
import { explainForAssistant, type ExplainInput } from './explainTool.ts';
import type { LanguageModelTool, PreparedInvocation } from './languageModels.ts';

interface Answers {
  readonly LanguageModelToolResult: new (content: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart: new (text: string) => unknown;
}

/** The tools that assistants may call. Each is confirmed by the user first, and none gives a token away. */
export function toolNamed(context: CommandContext, name: string): LanguageModelTool {
  const answers = {
    [tools.explain]: (input: unknown) => explainForAssistant(context, readInput(input)),
    [tools.accounts]: () => accountsForAssistant(context),
  };
  const answer = answers[name as keyof typeof answers];
  return {
    prepareInvocation: () => Promise.resolve(prepared(name)),
    invoke: async ({ input }) => {
      const { LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as Answers;
      return new LanguageModelToolResult([new LanguageModelTextPart(await answer(input))]);
    },
  };
}

function prepared(name: string): PreparedInvocation {
  return name === tools.explain
    ? {
        invocationMessage: vscode.l10n.t('Explaining a token or an API error'),
        confirmationMessages: {
          title: vscode.l10n.t('Explain a Token or an API Error'),
          message: vscode.l10n.t(
            'The assistant gets the claims of the token, which may name a person, and what Token Inspector noticed. It never gets a token, a signature or a secret.',
          ),
        },
      }
    : {
        invocationMessage: vscode.l10n.t('Listing accounts and APIs'),
        confirmationMessages: {
          title: vscode.l10n.t('List Accounts and APIs'),
          message: vscode.l10n.t(
            'The assistant gets the names of your profiles, accounts and APIs, when their tokens expire, and what Token Inspector noticed. It never gets a token, a signature or a secret.',
          ),
        },
      };
}

/** Whatever a model makes of the schema. */
function readInput(input: unknown): ExplainInput {
  const values = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const strings = Object.entries(values).filter(([name, value]) => isKey(name) && typeof value === 'string');
  return Object.fromEntries(strings);
}

function isKey(name: string): boolean {
  return ['text', 'profile', 'api'].includes(name);
}
