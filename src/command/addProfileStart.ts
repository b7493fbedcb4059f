import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import type { FoundServer } from '../oauth/findServer.ts';
import { issuersAbove } from '../profile/issuersAt.ts';
import { presetOf } from '../profile/presets/all.ts';
import { readStart, type Start } from '../profile/start.ts';
import { issuerFault } from '../profile/urls.ts';
import { safeText } from '../token/display.ts';
import { localise } from '../view/localise.ts';
import { askText, type Answer, type Objection, type Place } from './quickStep.ts';

/** What the first question found. */
export interface Beginning {
  /** To be offered again. */
  readonly input: string;
  readonly start: Start;
  readonly server: Pick<FoundServer, 'issuer'> & Partial<FoundServer>;
}

/** Asks where to begin, reads the discovery document, and goes on only with a server that was found. */
export async function askStart(place: Place, offered: string): Promise<Answer<Beginning>> {
  let found: Beginning | undefined;
  const answer = await askText(place, {
    value: offered,
    placeholder: 'https://login.example.com',
    prompt: vscode.l10n.t(
      'Address of your authorization server, domain of your tenant, or anything that has it in it: an authorize URL, a curl command, a token.',
    ),
    examine: async (value, signal) => {
      const start = readStart(value);
      if ('message' in start) return { message: localise(start) };
      try {
        const server = await serverOf(start, signal);
        if (isTyped(value, start.issuers[0]) && !isTyped(value, server.issuer)) return elsewhere(value, server.issuer);
        // Only a name or a bare address is shown again: what is more may have a token, a code or a secret in it.
        const input = !start.token && /^[\w.:/-]+$/.test(value) ? value : server.issuer;
        found = { input, start, server };
        return undefined;
      } catch (error) {
        return objection(error, start.issuers[0], await issuerAbove(error, start, signal));
      }
    },
    button: {
      icon: 'go-to-file',
      tooltip: vscode.l10n.t('Write the Profile by Hand'),
      run: () => vscode.commands.executeCommand(commands.editProfiles),
    },
  });
  if (typeof answer === 'string') return answer;
  return found === undefined ? 'cancelled' : { value: found };
}

async function serverOf(start: Start, signal: AbortSignal): Promise<Beginning['server']> {
  const [issuer] = start.issuers;
  if (presetOf(issuer)?.endpoints !== undefined) return { issuer };
  const { findServer } = await import('../oauth/findServer.ts');
  return findServer(start.issuers, { signal });
}

/** Whether this and nothing else was typed, but for the scheme and slashes at the end. */
function isTyped(value: string, issuer: string): boolean {
  const bare = (address: string): string => address.replace(/^https?:\/\//i, '').replace(/\/+$/, '');
  return bare(value) === bare(issuer);
}

/** What was typed is nobody's, and a server at a part of it may be another one than was meant: not taken in silence. */
function elsewhere(typed: string, issuer: string): Objection {
  const message = vscode.l10n.t(
    'There is no discovery document below {0}, but there is one at {1}. Press Enter to use that address.',
    safeText(typed),
    safeText(issuer),
  );
  return { message, value: issuer };
}

/** Where an address has no discovery document, one above it may. Redirects are not followed, https rules are the same. */
async function issuerAbove(error: unknown, { issuers }: Start, signal: AbortSignal): Promise<string | undefined> {
  if (!(error instanceof OAuthFailure) || error.code !== 'noDiscovery') return undefined;
  const { findServer } = await import('../oauth/findServer.ts');
  const found = await findServer(issuersAbove(issuers), { signal }).catch(() => undefined);
  return found?.issuer;
}

/**
 * Why no server was found, and what to write instead.
 *
 * @param above the issuer of a server that is there, at a part of the address.
 */
function objection(error: unknown, issuer: string, above: string | undefined): Objection {
  const { code, details } = error instanceof OAuthFailure ? error : new OAuthFailure('unexpected');
  const { host } = new URL(issuer);
  const address = safeText(issuer);
  const reason = safeText(details.reason ?? '');
  switch (code) {
    case 'issuerMismatch': {
      const { actual = '' } = details;
      const message = vscode.l10n.t('The server at {0} calls itself “{1}”.', host, safeText(actual));
      if (issuerFault(actual) !== undefined) return { message };
      return { message: `${message} ${vscode.l10n.t('Press Enter to use that address.')}`, value: actual };
    }
    case 'noDiscovery':
      if (above !== undefined) return elsewhere(issuer, above);
      return { message: noDiscovery(details.reason, details.status, address) };
    case 'dns':
      return { message: vscode.l10n.t('The name {0} was not found. A typing error, or a VPN that is off?', host) };
    case 'offline':
      return { message: vscode.l10n.t('This computer seems to be offline: {0} was not reached.', host) };
    case 'connectionRefused':
      return {
        message: vscode.l10n.t('Nobody answers at {0}: the connection was refused. Is the server running?', host),
      };
    case 'portBlocked':
      return {
        message: vscode.l10n.t(
          'Nothing connects to {0}: its port belongs to another protocol, and web clients refuse to use it. Let the authorization server listen at another port.',
          host,
        ),
      };
    case 'answerLost':
      return {
        message: vscode.l10n.t(
          'The connection to {0} broke before its answer arrived. Press Enter to try again.',
          host,
        ),
      };
    case 'tls':
      return {
        message: vscode.l10n.t(
          'No secure connection to {0} ({1}). Is its certificate known to this computer, or does it speak http?',
          host,
          reason,
        ),
      };
    case 'requestTimedOut':
      return { message: vscode.l10n.t('{0} did not answer in time. Press Enter to try again.', host) };
    case 'serverError':
      return {
        message: vscode.l10n.t(
          '{0} has a problem of its own (HTTP {1}). Try again in a while.',
          host,
          String(details.status),
        ),
      };
    case 'malformedAnswer':
      if (reason === 'redirect') {
        return {
          message: vscode.l10n.t(
            '{0} sends on to {1}. Write the address where the authorization server itself is.',
            host,
            safeText(details.actual ?? vscode.l10n.t('another address')),
          ),
        };
      }
      return { message: vscode.l10n.t('The answer of {0} is no discovery document.', host) };
    default:
      return {
        message: vscode.l10n.t(
          '{0} could not be asked ({1}). Press Enter to try again.',
          host,
          reason === '' ? code : reason,
        ),
      };
  }
}

function noDiscovery(reason: string | undefined, status: number | undefined, address: string): string {
  if (reason === 'notJson' && (status === undefined || status < 300)) {
    return vscode.l10n.t(
      'At {0} is a web page and no discovery document: perhaps the address of the application, not of its authorization server.',
      address,
    );
  }
  return vscode.l10n.t(
    'There is no discovery document below {0} (HTTP {1}). Is a part missing, as in …/realms/NAME or …/oauth2/default?',
    address,
    String(status ?? 200),
  );
}
