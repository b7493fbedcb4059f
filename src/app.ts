import * as vscode from 'vscode';
import { clearClipboard } from './command/clipboard.ts';
import type { CommandContext } from './command/context.ts';
import { CopiedTokens } from './command/copiedTokens.ts';
import { DemoProvider } from './command/demoProvider.ts';
import { known } from './command/known.ts';
import { tellLostAnswers } from './command/lostAnswers.ts';
import { SignIns } from './command/signIns.ts';
import { ofStoppedDemos } from './command/stoppedDemos.ts';
import { commandTable, type CommandTable } from './commandTable.ts';
import type { CommandId } from './contributions.ts';
import type { GroundFloor } from './groundFloor.ts';
import type { Accounts } from './integration/accounts.ts';
import type { AuthenticationProvider } from './integration/authenticationProvider.ts';
import type { Consent } from './integration/consent.ts';
import type { TokenInspectorApi } from './integration/exportedApi.ts';
import type { LanguageModelTool } from './integration/languageModels.ts';
import type { OtherShells } from './integration/otherShells.ts';
import type { ProgramFiles, Programs } from './integration/terminal/programs.ts';
import type { TokenTerminals } from './integration/tokenTerminal.ts';
import { ClientSecrets } from './profile/clientSecret.ts';
import type { Profile } from './profile/profile.ts';
import { asSigner, signsAssertions } from './profile/signer.ts';
import { ReplacedTokens } from './session/replacedTokens.ts';
import { Sessions } from './session/sessions.ts';
import { DecodedDocuments } from './view/decodedDocuments.ts';
import { InspectedTokens } from './view/inspected.ts';
import type { TreeNode } from './view/node.ts';
import { revealRow } from './view/revealRow.ts';
import { Rows } from './view/rows.ts';
import { IssuerFacts } from './view/issuerFacts.ts';
import { TokenTree } from './view/tokenTree.ts';

/** Puts the rooms together. What is slow to load (protocol, cryptography, the demo server) still waits for its first use. */
export class App {
  readonly tree: TokenTree;
  readonly #context: CommandContext;
  readonly #workspaceState: vscode.Memento;
  readonly #accounts: Accounts;
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #commands: CommandTable;
  #authentication: AuthenticationProvider | undefined;
  #consent: Consent | undefined;
  readonly #program: ProgramFiles;
  #programs: Programs | undefined;
  #terminals: TokenTerminals | undefined;
  #otherShells: OtherShells | undefined;

  constructor(
    extension: vscode.ExtensionContext,
    { settings, stored, accounts, inUse, log }: GroundFloor,
    treeChanged: vscode.EventEmitter<TreeNode | undefined>,
    view: vscode.TreeView<TreeNode>,
  ) {
    this.#workspaceState = extension.workspaceState;
    this.#accounts = accounts;
    this.#program = {
      folder: vscode.Uri.joinPath(extension.globalStorageUri, 'bin').fsPath,
      client: extension.asAbsolutePath('dist/access-token.cjs'),
    };
    const secrets = new ClientSecrets(extension.secrets);
    const demo = new DemoProvider(settings);
    const replaced = new ReplacedTokens();
    const sessions = new Sessions({
      stored,
      protocol: {
        refresh: async (request) => {
          const { refresh: send } = await import('./oauth/refreshToken.ts');
          const clientSecret = await secrets.known(request.profile);
          return send({ ...request, ...(clientSecret === undefined ? {} : { clientSecret }) });
        },
        clientToken: async (request) => {
          const clientSecret = await secrets.known(request.profile);
          if (request.subjectToken !== undefined) {
            const { exchangeToken } = await import('./oauth/tokenExchange.ts');
            return exchangeToken({ ...request, subjectToken: request.subjectToken, clientSecret });
          }
          if (signsAssertions(request.profile)) {
            const { getTokenByAssertion } = await import('./oauth/jwtBearer.ts');
            const signingKey = await secrets.known(asSigner(request.profile));
            return getTokenByAssertion({ ...request, clientSecret, signingKey });
          }
          const { getClientToken } = await import('./oauth/clientCredentials.ts');
          return getClientToken({ ...request, clientSecret });
        },
        revoke: async (request) => {
          const { revoke } = await import('./oauth/revocation.ts');
          const clientSecret = await secrets.known(request.profile);
          return revoke({ ...request, ...(clientSecret === undefined ? {} : { clientSecret }) });
        },
      },
      log: (message) => {
        log.info(message);
      },
      onReplaced: (token) => {
        replaced.keep(token);
      },
    });
    const allowRedirectUri = (profile: Profile, uri: string): boolean => demo.allowRedirectUri(profile, uri);
    const signIns = new SignIns(
      settings,
      sessions,
      secrets,
      allowRedirectUri,
      (message) => {
        log.info(message);
      },
      (profile, session, fromTree) => {
        // Nobody asked to see a view that is closed, and the sign-in holds without its row.
        if (!view.visible) return;
        const find = (): Promise<TreeNode | undefined> => rows.accountRow(profile, session);
        revealRow(view, this.tree, find, { focus: fromTree }).catch(() => undefined);
      },
    );
    const update = (): void => {
      this.tree.update();
    };
    const issuer = new IssuerFacts((row) => {
      this.tree.update(row);
    });
    const inspected = new InspectedTokens();
    const rows = new Rows(settings, sessions, issuer, inspected, ofStoppedDemos);
    const revealInspected = (id: string): Promise<void> => revealRow(view, this.tree, () => rows.inspectedRow(id));
    const revealApi = (id: string): Promise<void> =>
      revealRow(view, this.tree, () => rows.apiRow(id), { expand: true });
    const documents = new DecodedDocuments();
    this.#context = {
      ...{ settings, secrets, sessions, signIns, demo, log },
      ...{ issuer, inspected, replaced, documents, revealInspected, revealApi, inUse },
      copied: new CopiedTokens(),
      state: extension.globalState,
    };
    this.#commands = commandTable(this.#context, {
      terminals: () => this.#openTerminals(),
      otherShells: () => this.#openOtherShells(),
    });
    this.tree = new TokenTree(rows, (node) => {
      treeChanged.fire(node);
    });
    this.tree.visible(view.visible);
    tellLostAnswers(this.#context, extension.globalState).catch(() => {
      log.warn('lost answers could not be looked for');
    });
    this.#disposables.push(
      signIns,
      this.tree,
      settings.onDidChange(update),
      sessions.onDidChange(update),
      documents,
      inspected,
      inspected.onDidChange(update),
      view.onDidChangeVisibility(({ visible }) => {
        this.tree.visible(visible);
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.tree.awake();
      }),
    );
  }

  run(command: CommandId, argument: unknown): unknown {
    return this.#commands[command](argument);
  }

  /** What other extensions get. */
  async exports(): Promise<TokenInspectorApi> {
    const { exportedApi } = await import('./integration/api.ts');
    return exportedApi(this.#context, await this.#askConsent());
  }

  /** What `vscode.authentication` asks. */
  async authentication(): Promise<AuthenticationProvider> {
    const { AuthenticationProvider } = await import('./integration/authenticationProvider.ts');
    return (this.#authentication ??= new AuthenticationProvider(this.#context, this.#accounts, this.#workspaceState));
  }

  /** What assistants ask. */
  async tool(name: string): Promise<LanguageModelTool> {
    const { toolNamed } = await import('./integration/tools.ts');
    return toolNamed(this.#context, name);
  }

  /** A terminal whose environment has a fresh token. */
  async terminalProfile(): Promise<vscode.TerminalProfile> {
    return (await this.#openTerminals()).profile();
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { tokenHover } = await import('./view/hover.ts');
    return tokenHover(document, position, () => known(this.#context));
  }

  async testTokenLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { testTokenLenses } = await import('./view/testTokenLenses.ts');
    return testTokenLenses(document);
  }

  /** An address of VS Code's own that leads to this extension: a browser comes back from a sign-in. */
  handleUri(uri: vscode.Uri): Promise<void> {
    return this.#context.signIns.addressBox.handle(uri);
  }

  decodedDocument(uri: vscode.Uri): string {
    return this.#context.documents.content(uri);
  }

  async dispose(): Promise<void> {
    const cleared = clearClipboard();
    this.#terminals?.dispose();
    await this.#programs?.dispose();
    // A refresh token that the server has just replaced must be stored before this window goes.
    await this.#context.sessions.settled();
    vscode.Disposable.from(...this.#disposables).dispose();
    await this.#context.demo.dispose();
    // Last: a window that goes may answer no more.
    await cleared;
  }

  async #openTerminals(): Promise<TokenTerminals> {
    const { TokenTerminals } = await import('./integration/tokenTerminal.ts');
    const programs = await this.#openPrograms();
    return (this.#terminals ??= new TokenTerminals(this.#context, programs));
  }

  /** Shells that VS Code did not open. */
  async #openOtherShells(): Promise<OtherShells> {
    const { OtherShells } = await import('./integration/otherShells.ts');
    const programs = await this.#openPrograms();
    return (this.#otherShells ??= new OtherShells(this.#context, programs));
  }

  async #openPrograms(): Promise<Programs> {
    const { Programs } = await import('./integration/terminal/programs.ts');
    return (this.#programs ??= new Programs(this.#context, this.#program));
  }

  async #askConsent(): Promise<Consent> {
    const { Consent } = await import('./integration/consent.ts');
    return (this.#consent ??= new Consent(this.#context.state));
  }
}
