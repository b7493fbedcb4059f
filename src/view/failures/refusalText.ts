import { l10n } from 'vscode';
import type { Profile } from '../../profile/profile.ts';
import { secretKind } from '../../profile/secretKind.ts';
import { safeText } from '../../token/display.ts';
import { helpForComplaint } from '../../token/help.ts';
import { findExactRefusal, findRefusal, type Refused } from '../../token/refusal/findRefusal.ts';
import type { Refusal } from '../../token/refusal/refusal.ts';
import { apiLabel } from '../apiText.ts';
import { localise } from '../localise.ts';
import type { Facts, FailureText, Remedy } from './text.ts';

/** Buttons in one message that a person reads to the end. */
const limit = 3;

/**
 * What a refusal of the authorization server means and what mends it.
 *
 * @param otherwise The `error` that counts where the server sent none, or one that nobody knows.
 */
export function refusalText(facts: Facts, at: Refused['at'], otherwise?: string): FailureText | undefined {
  const { error, description } = facts.failure.details;
  const { issuer, grant } = facts.profile;
  const asked = { issuer, at, grant };
  const refusal = findRefusal({ ...asked, error, description }) ?? findRefusal({ ...asked, error: otherwise });
  return refusal === undefined ? undefined : textOf(refusal, facts);
}

/** As `refusalText`, but only where the provider says more than an `error` code. */
export function exactRefusalText(facts: Facts, at: Refused['at']): FailureText | undefined {
  const { error, description } = facts.failure.details;
  const refusal = findExactRefusal({ issuer: facts.profile.issuer, at, error, description });
  return refusal === undefined ? undefined : textOf(refusal, facts);
}

/** Our sentences first, then the server's own words. */
function textOf(refusal: Refusal, { profile, host, said }: Facts): FailureText {
  const { meaning, key, source, complaint } = refusal;
  const advice = adviceFor(refusal, profile);
  return {
    message: [
      l10n.t('{0}: {1}', profile.name, `${localise(meaning)} ${localise(advice)}`),
      ...valueOf(profile, key),
      ...sentIn(profile, complaint),
      l10n.t('{0} said “{1}”.', host, said),
    ].join(' '),
    remedies: remediesFor(refusal, profile),
    key,
    help: helpForComplaint[refusal.complaint],
    source,
    declined: refusal.complaint === 'declined',
  };
}

function adviceFor({ advice, adviceFor: own }: Refusal, profile: Profile): Refusal['advice'] {
  if (own === undefined || profile.clientAuthentication === 'none') return advice;
  return { clientSecret: own.secret, privateKey: own.key, certificate: own.certificate }[secretKind(profile)];
}

function remediesFor({ mendings }: Refusal, { clientAuthentication }: Profile): readonly Remedy[] {
  const possible = mendings.filter((mending) => mending !== 'enterSecret' || clientAuthentication !== 'none');
  return (possible.length === 0 ? (['showLog'] as const) : possible).slice(0, limit);
}

/** Which token it was that was not taken in exchange, and for whom it is. */
function sentIn({ subject }: Profile, complaint: Refusal['complaint']): string[] {
  if (subject === undefined || complaint !== 'exchange') return [];
  const { profile, api } = subject;
  const target = api.audience ?? (api.resource.join(', ') || api.scopes.join(' '));
  return [l10n.t('The token of {0} for {1} was sent ({2}).', profile.name, apiLabel(api), safeText(target))];
}

/** What to compare with the registration at the server. */
function valueOf(profile: Profile, key: Refusal['key']): string[] {
  return key === 'redirectUri' || key === 'clientId' || key === 'issuer'
    ? [l10n.t('“{0}” is {1}.', key, safeText(profile[key]))]
    : [];
}
