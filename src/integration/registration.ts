import * as vscode from 'vscode';
import { authenticationProvider, tools } from '../contributions.ts';
import { keepsSessions, whenSessionIsKept } from '../session/keptSessions.ts';
import type { LanguageModelTool, LanguageModels } from './languageModels.ts';

type Sessions = readonly vscode.AuthenticationSession[];
type Account = vscode.AuthenticationSessionAccountInformation | undefined;

/** What is behind the door, once it is open. */
interface Accounts {
  getSessions(scopes: readonly string[], account: Account): Promise<Sessions>;
  createSession(scopes: readonly string[], account: Account): Promise<vscode.AuthenticationSession>;
  removeSession(id: string): Promise<void>;
}

/** What is known without opening it. */
interface Ground {
  menu(): Promise<Sessions>;
  readonly accounts: {
    /** Tells VS Code what other windows did. */
    update(): Promise<void>;
  };
}

interface AuthenticationDoor {
  /** Where sessions are kept. */
  readonly directory: string;
  readonly changed: vscode.Event<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>;
  /** Whether the ground floor is there, or on its way. */
  isOpen(): boolean;
  groundFloor(): Promise<Ground>;
  open(): Promise<Accounts>;
}

/** Of VS Code 1.94 and newer; 1.90 has a session in its place. */
interface SessionOptions {
  readonly account?: vscode.AuthenticationSessionAccountInformation;
  readonly sessionToRecreate?: vscode.AuthenticationSession;
}

/**
 * Registers the authentication provider. VS Code asks for the accounts as soon as it is there: where none is kept,
 * nothing is loaded to say so, and where some are, only what reads them.
 */
export function registerAuthentication(door: AuthenticationDoor): vscode.Disposable {
  let watch: { dispose(): void } | undefined;
  const watchForFirst = (): void => {
    watch ??= whenSessionIsKept(door.directory, () => {
      void door.groundFloor().then(({ accounts }) => accounts.update());
    });
  };
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: door.changed,
    getSessions: async (scopes?: readonly string[], options?: SessionOptions) => {
      if (scopes === undefined) {
        if (door.isOpen() || (await keepsSessions(door.directory))) return (await door.groundFloor()).menu();
        watchForFirst();
        return [];
      }
      return (await door.open()).getSessions(scopes, options?.account);
    },
    createSession: async (scopes: readonly string[], options?: SessionOptions) =>
      (await door.open()).createSession(scopes, options?.account ?? options?.sessionToRecreate?.account),
    removeSession: async (id) => (await door.open()).removeSession(id),
  };
  const { id, label } = authenticationProvider;
  return vscode.Disposable.from(
    vscode.authentication.registerAuthenticationProvider(id, label, provider, { supportsMultipleAccounts: true }),
    { dispose: () => watch?.dispose() },
  );
}

/** Registers the tools of language models, where this VS Code has such (1.95 and newer). */
export function registerTools(open: (name: string) => Promise<LanguageModelTool>): vscode.Disposable {
  const { registerTool } = (vscode as unknown as { readonly lm?: Partial<LanguageModels> }).lm ?? {};
  if (registerTool === undefined) return vscode.Disposable.from();
  return vscode.Disposable.from(
    ...Object.values(tools).map((name) =>
      registerTool(name, {
        prepareInvocation: async (options, token) => (await open(name)).prepareInvocation(options, token),
        invoke: async (options, token) => (await open(name)).invoke(options, token),
      }),
    ),
  );
}
