import * as vscode from 'vscode';
import type { ApiDraft, ApiKind, LikelyKind } from '../profile/draft.ts';
import type { ApiQuestion } from '../profile/preset.ts';
import { resourceFault } from '../profile/urls.ts';
import { text } from '../token/text.ts';
import { aboutKey, localise } from '../view/localise.ts';
import { scopesFault, secretFault } from './answerFaults.ts';
import { askScopes } from './askScopes.ts';
import { askChoice, askText, keep, type Answer, type Choice, type Outcome, type Place } from './quickStep.ts';

/** The questions that say which API a token is for, and what it may do there. */
export type ApiStep = 'apiKind' | 'api' | 'apiScopes';

/**
 * Asks one of them and keeps the answer in the draft.
 *
 * @param optional whether there may be no API at all.
 */
export function askApiStep(
  step: ApiStep,
  draft: ApiDraft,
  place: Place,
  { optional }: { readonly optional: boolean },
): Promise<Outcome> {
  switch (step) {
    case 'apiKind':
      return keep(askApiKind(draft, place, optional), (value) => {
        if (draft.apiKind !== value) Object.assign(draft, { api: '', apiScopes: [] });
        draft.apiKind = value;
      });
    case 'api':
      return keep(askApi(draft, place, optional), (value) => {
        draft.api = value;
      });
    case 'apiScopes':
      return keep(askScopes(draft, place), (value) => {
        draft.apiScopes = value;
      });
  }
}

/** A stranger to the server may know another one of its kind. What its metadata suggests comes first. */
function askApiKind({ apiKind, likely }: ApiDraft, place: Place, optional: boolean): Promise<Answer<ApiKind>> {
  const all: readonly (Choice<ApiKind> & { readonly value: ApiKind })[] = [
    {
      value: 'audience',
      icon: 'server',
      label: vscode.l10n.t('By Its Audience'),
      detail: vscode.l10n.t('Parameter “audience”: Auth0'),
    },
    {
      value: 'resource',
      icon: 'link',
      label: vscode.l10n.t('By Its Address'),
      detail: vscode.l10n.t('Parameter “resource” (RFC 8707): AD FS, oidc-provider'),
    },
    {
      value: 'scopes',
      icon: 'list-unordered',
      label: vscode.l10n.t('By Scopes'),
      detail: vscode.l10n.t('What it may do decides: Entra ID, Okta, Keycloak'),
    },
  ];
  const none: readonly Choice<ApiKind>[] = [
    {
      value: 'none',
      icon: 'circle-slash',
      label: vscode.l10n.t('Not at All'),
      detail: vscode.l10n.t('The settings of the client at the server decide it'),
    },
    {
      value: 'none',
      icon: 'question',
      label: vscode.l10n.t('I Do Not Know Yet'),
      detail: vscode.l10n.t('Sign in without one; “Add API…” on its row adds it later'),
    },
  ];
  const description = likely && whyLikely(likely);
  const kinds: Choice<ApiKind>[] = [
    ...all
      .filter(({ value }) => value === likely?.kind)
      .map((kind) => ({ ...kind, ...(description && { description }) })),
    ...all.filter(({ value }) => value !== likely?.kind),
    ...(optional ? none : []),
  ];
  const active = kinds.findIndex(({ value }) => value === apiKind);
  return askChoice(
    place,
    vscode.l10n.t('How does this server know which API a token is for?'),
    kinds,
    Math.max(active, 0),
  );
}

/** No metadata says it outright. */
function whyLikely({ by }: LikelyKind): string {
  switch (by) {
    case 'protectedResources':
      return vscode.l10n.t('probably: the server lists APIs by their address');
    case 'oidcProvider':
      return vscode.l10n.t('perhaps: looks like oidc-provider');
    case 'scopes':
      return vscode.l10n.t('perhaps: the server lists scopes of APIs');
  }
}

/** The questions for a server without a preset. */
const questions: Readonly<Record<ApiQuestion['by'], ApiQuestion>> = {
  audience: {
    by: 'audience',
    required: true,
    prompt: text('The audience of your API: what it expects in the “aud” of a token.'),
    example: 'https://orders.example.com',
  },
  resource: {
    by: 'resource',
    required: true,
    prompt: text('The address of your API, as the server knows it.'),
    example: 'https://orders.example.com',
  },
  scopes: {
    by: 'scopes',
    required: true,
    prompt: text('The scopes of your API, separated by spaces.'),
    example: 'orders.read',
  },
};

/** What names the API in a request: its audience or address, or its scopes. */
function askApi({ api, apiKind, preset }: ApiDraft, place: Place, optional: boolean): Promise<Answer<string>> {
  const kind = apiKind === undefined || apiKind === 'none' ? 'scopes' : apiKind;
  const question = preset?.api?.by === kind ? preset.api : questions[kind];
  const mayBeEmpty = vscode.l10n.t('You can leave it empty.');
  let warned = false;
  return askText(place, {
    value: api,
    placeholder: question.example,
    prompt: question.required || !optional ? localise(question.prompt) : `${localise(question.prompt)} ${mayBeEmpty}`,
    fault: (value) =>
      value === '' && !optional ? vscode.l10n.t('Without it there is nothing to add.') : apiFault(value, question),
    // Who only wants to know who signed in needs no API: nobody is held up.
    examine: (value) => {
      if (value !== '' || !question.required || warned) return Promise.resolve(undefined);
      warned = true;
      return Promise.resolve({
        message: vscode.l10n.t(
          'Without it the access token is good for no API. Press Enter again to go on all the same.',
        ),
      });
    },
  });
}

function apiFault(value: string, { by }: ApiQuestion): string | undefined {
  if (value === '') return undefined;
  const secret = secretFault(value);
  if (secret !== undefined) return secret;
  if (by === 'resource') return aboutKey(resourceFault(value)?.text, vscode.l10n.t('address'));
  if (by === 'audience') return undefined;
  return scopesFault(value);
}
