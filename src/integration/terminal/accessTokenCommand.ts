import { parseArgs } from 'node:util';
import * as vscode from 'vscode';
import type { CommandContext } from '../../command/context.ts';
import { warnOfBinding } from '../../command/bindingWarning.ts';
import { addressOf } from '../../command/copyAs/addressOf.ts';
import { placeholder } from '../../command/copyAs/formats.ts';
import { posixQuoted } from '../../command/copyAs/quote.ts';
import { obtain } from '../../command/getAccessToken.ts';
import type { ApiTarget } from '../../command/target.ts';
import { cacheKey } from '../../session/cacheKey.ts';
import { safeText } from '../../token/display.ts';
import { apiLabel } from '../../view/apiText.ts';
import { answerOf } from '../answer.ts';
import type { Caller, Reply } from './endpoint.ts';

/** Of the setting `tokenInspector.minimumLifetime` too, in seconds. */
const longest = 86_400;

/** `access-token` in one shell: hands out tokens of the API and account that the shell was given the right to, and no other. */
export class AccessTokenCommand {
  readonly #context: CommandContext;
  readonly #target: ApiTarget;

  constructor(context: CommandContext, target: ApiTarget) {
    this.#context = context;
    this.#target = target;
  }

  async answer(args: readonly string[], caller: Caller): Promise<Reply> {
    const wanted = read(args);
    if (wanted === undefined) return { exitCode: 2, stderr: this.#usage() };
    if (wanted.help) return { exitCode: 0, stdout: this.#usage() };
    try {
      const target = await this.#current();
      const terminal = (question: string): void => {
        caller.say(vscode.l10n.t('{0} Please answer in VS Code; Ctrl+C ends the waiting.', question));
      };
      const waiting = { terminal, signal: caller.signal };
      const token = await obtain(this.#context, target, waiting, wanted.minimumLifetime);
      if (token === undefined) return refusal(vscode.l10n.t('There is no token without a sign-in.'));
      warnOfBinding(token, target);
      const stdout = wanted.json ? JSON.stringify(answerOf(token, target.api), undefined, 2) : token.value;
      return { exitCode: 0, stdout: `${stdout}\n` };
    } catch (error) {
      return refusal(error instanceof Error ? error.message : '');
    }
  }

  /**
   * The profile as it is now, and the account as it is now or was.
   *
   * @throws Error when another token than that of this shell would come of it
   */
  async #current(): Promise<ApiTarget> {
    const { profile, api, session } = this.#target;
    const key = cacheKey(profile, '', api);
    const current = this.#context.settings.profiles().find(({ name }) => name === profile.name);
    const currentApi = current?.apis.find(({ name }) => name === api.name);
    if (current === undefined || currentApi === undefined || cacheKey(current, '', currentApi) !== key) {
      throw new Error(
        vscode.l10n.t(
          'The profile {0} has changed or is gone since this shell was given its right to tokens. In VS Code, open a new Terminal With Access Token or choose Use Access Token in Another Shell….',
          safeText(profile.name),
        ),
      );
    }
    const { sessions } = await this.#context.sessions.list();
    const account = sessions.find(({ id }) => id === session?.id) ?? session;
    return { profile: current, api: currentApi, ...(account !== undefined && { session: account }) };
  }

  #usage(): string {
    const { profile, api, session } = this.#target;
    const lines = [
      'access-token [--json] [--min-lifetime SECONDS]',
      '',
      vscode.l10n.t(
        'Prints a fresh access token for {0} of {1}: refreshed, or after a sign-in in VS Code, where needed.',
        apiLabel(api),
        safeText(session?.label ?? profile.name),
      ),
      '',
      `  --json                  ${vscode.l10n.t('prints JSON, with expiry, scopes and audience')}`,
      `  --min-lifetime SECONDS  ${vscode.l10n.t('how long the token must still live; otherwise {0}', this.#context.settings.minimumLifetime())}`,
      '',
      `  curl -H "Authorization: Bearer $(access-token)" ${posixQuoted(addressOf(this.#target) ?? placeholder)}`,
    ];
    return `${lines.join('\n')}\n`;
  }
}

interface Wanted {
  readonly help: boolean;
  readonly json: boolean;
  /** Seconds. */
  readonly minimumLifetime: number | undefined;
}

function read(args: readonly string[]): Wanted | undefined {
  const options = {
    help: { type: 'boolean', short: 'h', default: false },
    json: { type: 'boolean', default: false },
    'min-lifetime': { type: 'string' },
  } as const;
  try {
    const { help, json, 'min-lifetime': seconds } = parseArgs({ args: [...args], options }).values;
    if (seconds === undefined) return { help, json, minimumLifetime: undefined };
    const minimumLifetime = Number(seconds);
    return /^\d+$/.test(seconds) && minimumLifetime <= longest ? { help, json, minimumLifetime } : undefined;
  } catch {
    return undefined;
  }
}

function refusal(sentence: string): Reply {
  return { exitCode: 1, stderr: `${sentence}\n` };
}
