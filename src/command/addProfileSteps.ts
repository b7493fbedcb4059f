import * as vscode from 'vscode';
import type { ApiKind, Draft, StepId } from '../profile/draft.ts';
import type { ApiQuestion } from '../profile/preset.ts';
import { isSecretValue } from '../profile/secretValue.ts';
import { checkName } from '../profile/values.ts';
import { resourceFault } from '../profile/urls.ts';
import { text } from '../token/text.ts';
import { aboutKey, localise } from '../view/localise.ts';
import { askChoice, askText, type Answer, type Place } from './quickStep.ts';
import { askRedirectUri } from './addProfileRedirect.ts';

/** Asks one question after the first and keeps the answer in the draft. */
export async function askStep(
  step: Exclude<StepId, 'start'>,
  draft: Draft,
  place: Place,
  taken: readonly string[],
): Promise<'next' | 'back' | 'cancelled'> {
  const keep = async <T>(
    asked: Promise<Answer<T>>,
    take: (value: T) => void,
  ): Promise<'next' | 'back' | 'cancelled'> => {
    const answer = await asked;
    if (typeof answer === 'string') return answer;
    take(answer.value);
    return 'next';
  };
  switch (step) {
    case 'client':
      return keep(askClient(draft, place), (value) => {
        draft.clientId = value;
      });
    case 'apiKind':
      return keep(askApiKind(draft, place), (value) => {
        if (draft.apiKind !== value) draft.api = '';
        draft.apiKind = value;
      });
    case 'api':
      return keep(askApi(draft, place), (value) => {
        draft.api = value;
      });
    case 'redirect':
      return keep(askRedirectUri(draft, place), (value) => {
        draft.redirectUri = value;
      });
    case 'name':
      return keep(askName(draft, place, taken), (value) => {
        draft.name = value;
      });
    case 'target':
      return keep(askTarget(draft, place), (value) => {
        draft.target = value;
      });
  }
}

function askClient({ clientId, issuer, preset }: Draft, place: Place): Promise<Answer<string>> {
  return askText(place, {
    value: clientId,
    placeholder: vscode.l10n.t('client ID'),
    prompt:
      preset === undefined
        ? vscode.l10n.t('The client ID of your application at {0}. Never its secret.', issuer)
        : vscode.l10n.t('The client ID of your application at {0} ({1}). Never its secret.', preset.name, issuer),
    fault: (value) => {
      if (value === '') return vscode.l10n.t('Enter the client ID; the server shows it beside the application.');
      return secretFault(value) ?? (/\s/.test(value) ? vscode.l10n.t('A client ID has no spaces.') : undefined);
    },
  });
}

function askApiKind({ apiKind = 'audience' }: Draft, place: Place): Promise<Answer<ApiKind>> {
  const kinds: { value: ApiKind; icon: string; label: string; detail: string }[] = [
    {
      value: 'audience',
      icon: 'server',
      label: vscode.l10n.t('By Its Audience'),
      detail: vscode.l10n.t('The parameter “audience”'),
    },
    {
      value: 'resource',
      icon: 'link',
      label: vscode.l10n.t('By Its Address'),
      detail: vscode.l10n.t('The parameter “resource” of RFC 8707'),
    },
    {
      value: 'scopes',
      icon: 'list-unordered',
      label: vscode.l10n.t('By Scopes'),
      detail: vscode.l10n.t('What the token may do decides what it is for'),
    },
    {
      value: 'none',
      icon: 'circle-slash',
      label: vscode.l10n.t('Not at All'),
      detail: vscode.l10n.t('The client decides, or you do not know yet'),
    },
  ];
  const active = kinds.findIndex(({ value }) => value === apiKind);
  return askChoice(place, vscode.l10n.t('How does this server know which API a token is for?'), kinds, active);
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

function askApi({ api, apiKind, preset }: Draft, place: Place): Promise<Answer<string>> {
  const question = preset?.api ?? questions[apiKind === undefined || apiKind === 'none' ? 'scopes' : apiKind];
  const optional = vscode.l10n.t('You can leave it empty.');
  let warned = false;
  return askText(place, {
    value: api,
    placeholder: question.example,
    prompt: question.required ? localise(question.prompt) : `${localise(question.prompt)} ${optional}`,
    fault: (value) => apiFault(value, question),
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
  return /^[\x21\x23-\x5B\x5D-\x7E\s,]+$/.test(value)
    ? undefined
    : vscode.l10n.t('A scope has only letters, digits and simple signs (RFC 6749 §3.3).');
}

function askName({ name }: Draft, place: Place, taken: readonly string[]): Promise<Answer<string>> {
  return askText(place, {
    value: name,
    placeholder: vscode.l10n.t('name of the profile'),
    prompt: vscode.l10n.t('A name for this profile: the tree shows it, tasks and other extensions use it.'),
    fault: (value) => {
      const secret = secretFault(value);
      if (secret !== undefined) return secret;
      if (taken.includes(value)) return vscode.l10n.t('There is a profile of this name already. Choose another one.');
      let fault: string | undefined;
      checkName(value, [], (_, sentence) => {
        fault = localise(sentence);
      });
      return fault;
    },
  });
}

function askTarget({ target }: Draft, place: Place): Promise<Answer<Draft['target']>> {
  return askChoice<Draft['target']>(
    place,
    vscode.l10n.t('Where shall the profile be kept? No secret is in it.'),
    [
      {
        value: 'user',
        icon: 'account',
        label: vscode.l10n.t('User Settings'),
        detail: vscode.l10n.t('Yours alone, in every window'),
      },
      {
        value: 'workspace',
        icon: 'root-folder',
        label: vscode.l10n.t('Workspace Settings'),
        detail: vscode.l10n.t('In this folder, for everybody who works in it'),
      },
    ],
    target === 'user' ? 0 : 1,
  );
}

/** What is answered here goes into the settings, which are plain text, synced and shared. */
function secretFault(value: string): string | undefined {
  return isSecretValue(value)
    ? vscode.l10n.t('This is a secret or a token, and the settings are no place for it.')
    : undefined;
}
