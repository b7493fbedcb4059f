import type { CommandContext } from '../../command/context.ts';
import type { ApiTarget } from '../../command/target.ts';
import { AccessTokenCommand } from './accessTokenCommand.ts';
import { Endpoint, type Right } from './endpoint.ts';
import { variablesOf, writeProgram, type ProgramVariables } from './program.ts';

/** Where the program `access-token` is. */
export interface ProgramFiles {
  /** Of this extension alone; the program is written there. */
  readonly folder: string;
  /** What the program has Node run. */
  readonly client: string;
}

/** What one shell needs for `access-token`. */
interface Granted {
  readonly right: Right;
  readonly variables: ProgramVariables;
  /** Goes into its `PATH`. */
  readonly folder: string;
  /** That no other user may enter, and that goes with the window. */
  readonly directory: string;
}

/** The programs `access-token` that ask this window, in terminals of it and in other shells. */
export class Programs {
  readonly #context: CommandContext;
  readonly #files: ProgramFiles;
  #endpoint: Promise<Endpoint> | undefined;

  constructor(context: CommandContext, files: ProgramFiles) {
    this.#context = context;
    this.#files = files;
  }

  /**
   * Gives one shell the right to tokens of one API and account.
   *
   * @param goneText a sentence for when it has the right no more.
   * @throws Error of the operating system
   */
  async grant(target: ApiTarget, goneText: string): Promise<Granted> {
    const { folder, client } = this.#files;
    await writeProgram(folder);
    const endpoint = await this.#open();
    const command = new AccessTokenCommand(this.#context, target);
    const right = endpoint.grant((args, caller) => command.answer(args, caller));
    const surroundings = { socketPath: endpoint.address, secret: right.secret, goneText };
    return { right, variables: variablesOf(client, surroundings), folder, directory: endpoint.directory };
  }

  /** Answers nobody any more, and leaves nothing behind. */
  async dispose(): Promise<void> {
    await (await this.#endpoint?.catch(() => undefined))?.dispose();
  }

  #open(): Promise<Endpoint> {
    this.#endpoint ??= Endpoint.open().catch((error: unknown) => {
      this.#endpoint = undefined;
      throw error;
    });
    return this.#endpoint;
  }
}
