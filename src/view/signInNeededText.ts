import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import type { SignInNeeded } from '../session/signInNeeded.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import { safeText } from '../token/display.ts';
import { consentMayHelp } from '../token/offlineAccess.ts';
import { apiLabel } from './apiText.ts';
import { helpForLoss, helpForSignIn } from './failureHelp.ts';
import { exactRefusalText } from './failures/refusalText.ts';
import { factsOf, type FailureText } from './failures/text.ts';

/** What is said, and whether consent is worth offering as well. */
export type SignInNeededText = Pick<FailureText, 'message' | 'key' | 'help'> & { readonly consent?: boolean };

/**
 * Why only a sign-in brings this token, for the message whose button does it.
 *
 * @param account the label of the account that it was wanted of
 */
export function signInNeededText(error: SignInNeeded, asked: Profile, wanted: Api, account?: string): SignInNeededText {
  // An exchange asks nobody; only the token that it takes does.
  const { profile, api } = asked.subject ?? { profile: asked, api: wanted };
  const refusedForGood = error.reason === 'sessionEnded' && error.details.reason === undefined;
  if (refusedForGood || error.reason === 'refreshNotAllowed') {
    const facts = factsOf(new OAuthFailure('tokenRequestRefused', error.details), profile);
    const text = exactRefusalText(facts, 'token');
    if (text !== undefined) return text;
  }
  const { reason } = error.details;
  const help = (reason === undefined ? undefined : helpForLoss[reason]) ?? helpForSignIn[error.reason];
  const broughtNone = error.reason === 'noRefreshToken' || reason === 'wantsConsent';
  const consent = broughtNone && consentMayHelp(profile);
  return { message: sentence(error, profile, api, account), help, consent };
}

function sentence(error: SignInNeeded, profile: Profile, api: Api, account: string | undefined): string {
  const name = safeText(profile.name);
  const target = apiLabel(api);
  const { details } = error;
  const said = [details.error, details.description].filter((part) => part !== undefined).map((part) => safeText(part));
  switch (error.reason) {
    case 'unknownSession':
      return account === undefined
        ? vscode.l10n.t('That account is not signed in at “{0}” any more.', name)
        : vscode.l10n.t('{0} is not signed in at {1} any more.', safeText(account), name);
    case 'noRefreshToken':
      if (details.reason === 'forOthers') return forOthers(target, error.keptFor);
      return details.reason === 'noToken'
        ? vscode.l10n.t(
            'There is no token for “{0}” yet, and the sign-in at “{1}” brought no refresh token to get one with. The Tokens view says why that may be.',
            target,
            name,
          )
        : vscode.l10n.t(
            'The token for “{0}” has expired or is about to, and the sign-in at “{1}” brought no refresh token to get a new one with. The Tokens view says why that may be.',
            target,
            name,
          );
    case 'notAskedFor':
      return vscode.l10n.t(
        'The refresh token of the account at “{0}” is not for “{1}”: its sign-in did not ask for that, or the server refused it. Nothing was sent. Sign in once more: the server may ask for nothing, or for your consent alone.',
        name,
        target,
      );
    case 'sessionEnded':
      if (details.reason === 'answerLost') {
        return vscode.l10n.t(
          'The session at {0} is lost: an answer of the server, most likely with the next refresh token, never arrived, and the server no longer accepts the old one ({1}). Nothing is wrong with your account; sign in again.',
          name,
          said.join(': '),
        );
      }
      if (details.reason === 'refusedBefore') {
        return vscode.l10n.t(
          'The server no longer accepts the refresh token of the session at {0} ({1}). It had refused a refresh for {2} before ({3}), and may have used the token up with that refusal. Nothing is wrong with your account; sign in again.',
          name,
          said.join(': '),
          safeText(details.expected ?? ''),
          safeText(details.actual ?? vscode.l10n.t('no reason given')),
        );
      }
      return said.length === 0
        ? vscode.l10n.t('The server ended the session at {0}: it no longer accepts the refresh token.', name)
        : vscode.l10n.t('The server ended the session at {0} ({1}).', name, said.join(': '));
    case 'refreshNotAllowed':
      return said.length === 0
        ? vscode.l10n.t('The server gives no token for {0} without a sign-in.', target)
        : vscode.l10n.t('The server gives no token for {0} without a sign-in ({1}).', target, said.join(': '));
    case 'wrongAudience':
      return vscode.l10n.t(
        'The server answered the refresh with a token for another API than {0}, so it was not used. A sign-in asks for the right one.',
        target,
      );
  }
}

function forOthers(target: string, keptFor: readonly Api[]): string {
  return keptFor.length === 0
    ? vscode.l10n.t(
        'The last sign-in for “{0}” brought no refresh token, and the one that is kept is not for it: nothing was sent. The Tokens view says why that may be.',
        target,
      )
    : vscode.l10n.t(
        'The last sign-in for “{0}” brought no refresh token, and the one that is kept is for {1} only: nothing was sent. The Tokens view says why that may be.',
        target,
        keptFor.map((api) => vscode.l10n.t('“{0}”', apiLabel(api))).join(', '),
      );
}
