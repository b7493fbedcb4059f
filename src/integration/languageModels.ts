/** The part of VS Code's `lm` that is used here: newer than the oldest VS Code, whose types this is built with. */
import type { CancellationToken, Disposable } from 'vscode';

export interface LanguageModels {
  registerTool(name: string, tool: LanguageModelTool): Disposable;
}

export interface LanguageModelTool {
  /** What the user is asked before the tool runs. */
  prepareInvocation(options: { readonly input: unknown }, token: CancellationToken): Promise<PreparedInvocation>;
  /** @returns a `LanguageModelToolResult` */
  invoke(options: { readonly input: unknown }, token: CancellationToken): Promise<unknown>;
}

export interface PreparedInvocation {
  readonly invocationMessage: string;
  readonly confirmationMessages: { readonly title: string; readonly message: string };
}
