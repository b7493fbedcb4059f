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
import { lastingToken } from './lastingToken.ts';

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
    if (typeof wanted === 'string') return { exitCode: 2, stderr: `${wanted}\n\n${this.#usage()}` };
    if (wanted.help) return { exitCode: 0, stdout: this.#usage() };
    try {
      const target = await this.#current();
      const terminal = (question: string): void => {
        caller.say(vscode.l10n.t('{0} Please answer in VS Code; Ctrl+C ends the waiting.', question));
      };
      const waiting = { terminal, signal: caller.signal };
      const { minimumLifetime } = wanted;
      const obtained = await obtain(this.#context, target, waiting, minimumLifetime);
      if (obtained === undefined) return refusal(vscode.l10n.t('There is no token without a sign-in.'));
      const token =
        minimumLifetime === undefined ? obtained : await lastingToken(this.#context, target, obtained, minimumLifetime);
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

/** What is wanted, or what is wrong with the first argument that is. */
function read(args: readonly string[]): Wanted | string {
  const options = {
    help: { type: 'boolean', short: 'h', default: false },
    json: { type: 'boolean', default: false },
    'min-lifetime': { type: 'string' },
  } as const;
  // Not strict: its errors would be in English, and advise what is of no use here.
  const given = { args: [...args], options, strict: false, allowPositionals: true, tokens: true } as const;
  const { tokens, values } = parseArgs(given);
  for (const token of tokens) {
    if (token.kind === 'positional') return unknownArgument(token.value);
    if (token.kind === 'option-terminator') continue;
    const { name, rawName, value } = token;
    if (!Object.hasOwn(options, name)) return unknownArgument(rawName);
    if (name === 'min-lifetime' && !isSeconds(value)) {
      return vscode.l10n.t('{0} takes whole seconds, at most {1}: not “{2}”.', rawName, longest, safeText(value ?? ''));
    }
    if (name !== 'min-lifetime' && value !== undefined) return unknownArgument(`${rawName}=${value}`);
  }
  const seconds = values['min-lifetime'];
  return {
    help: values.help === true,
    json: values.json === true,
    minimumLifetime: typeof seconds === 'string' ? Number(seconds) : undefined,
  };
}

function isSeconds(value: string | undefined): boolean {
  return value !== undefined && /^\d+$/.test(value) && Number(value) <= longest;
}

function unknownArgument(argument: string): string {
  return vscode.l10n.t('access-token does not know the argument “{0}”.', safeText(argument));
}

function refusal(sentence: string): Reply {
  return { exitCode: 1, stderr: `${sentence}\n` };
}
