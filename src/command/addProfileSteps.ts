import * as vscode from 'vscode';
import { setClient, type Draft, type StepId } from '../profile/draft.ts';
import { copyRedirectUri } from './clipboard.ts';
import { askRedirectUri } from './addProfileRedirect.ts';
import { nameFault, secretFault } from './answerFaults.ts';
import { askApiStep } from './askApi.ts';
import { askChoice, askText, keep, type Answer, type Outcome, type Place } from './quickStep.ts';

/** Asks one question after the first and keeps the answer in the draft. */
export function askStep(
  step: Exclude<StepId, 'start'>,
  draft: Draft,
  place: Place,
  taken: readonly string[],
): Promise<Outcome> {
  switch (step) {
    case 'client':
      return askClientOrRegister(draft, place);
    case 'apiKind':
    case 'api':
    case 'apiScopes':
      return askApiStep(step, draft, place, { optional: true });
    case 'redirect':
      return draft.registering === true ? registerClient(draft, place) : askRedirect(draft, place);
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

function askRedirect(draft: Draft, place: Place): Promise<Outcome> {
  return keep(askRedirectUri(draft, place), (value) => {
    draft.redirectUri = value;
  });
}

/** Where the server registers clients, that is another answer: it is done once all is known that the client is for. */
async function askClientOrRegister(draft: Draft, place: Place): Promise<Outcome> {
  const chosen = { registering: false };
  const answer = await askClient(draft, place, () => {
    chosen.registering = true;
  });
  if (!chosen.registering) {
    return keep(Promise.resolve(answer), (value) => {
      setClient(draft, value);
    });
  }
  setClient(draft, '');
  draft.registering = true;
  return 'next';
}

async function registerClient(draft: Draft, place: Place): Promise<Outcome> {
  const { askRegistration } = await import('./addProfileRegister.ts');
  const registered = await askRegistration(draft, place);
  if (registered !== 'byHand') return registered;
  const outcome = await keep(askClient(draft, { ...place, back: true }), (value) => {
    setClient(draft, value);
  });
  if (outcome === 'back') return registerClient(draft, place);
  return outcome === 'next' ? askRedirect(draft, place) : outcome;
}

function askClient(
  { clientId, issuer, preset, registration, redirectUri }: Draft,
  place: Place,
  register?: () => void,
): Promise<Answer<string>> {
  const offered = registration !== undefined && register !== undefined;
  let warned: string | undefined;
  return askText(place, {
    ...(offered && { button: { icon: 'add', tooltip: vscode.l10n.t('Register a Client Here…'), run: register } }),
    aside: {
      icon: 'copy',
      tooltip: vscode.l10n.t('Copy Redirect URI'),
      run: () => copyRedirectUri(redirectUri),
    },
    value: clientId,
    placeholder: vscode.l10n.t('client ID'),
    prompt: [
      preset === undefined
        ? vscode.l10n.t('The client ID of your application at {0}. Never its secret.', issuer)
        : vscode.l10n.t('The client ID of your application at {0} ({1}). Never its secret.', preset.name, issuer),
      offered
        ? vscode.l10n.t('You have none? “Register a Client Here…”, the + above, may make one.')
        : preset?.clientAuthentication === undefined
          ? vscode.l10n.t(
              'You have none? Register a native or desktop application there: authorization code with PKCE, no secret, redirect URI {0}.',
              redirectUri,
            )
          : vscode.l10n.t(
              'You have none? Register a native or desktop application there, with the redirect URI {0}; its secret is asked for later.',
              redirectUri,
            ),
    ].join(' '),
    fault: (value) => {
      if (value === '') return vscode.l10n.t('Enter the client ID; the server shows it beside the application.');
      return secretFault(value) ?? (/\s/.test(value) ? vscode.l10n.t('A client ID has no spaces.') : undefined);
    },
    // A few servers do take an address, of a document about the client: nobody is held up.
    examine: (value) => {
      if (!/^https?:/i.test(value) || warned === value) return Promise.resolve(undefined);
      warned = value;
      return Promise.resolve({
        message: vscode.l10n.t(
          'This is an address. The client ID is the name that {0} gave to your application when it was registered, mostly letters and digits. Press Enter again if it really is this address.',
          preset?.name ?? new URL(issuer).host,
        ),
      });
    },
  });
}

function askName({ name }: Draft, place: Place, taken: readonly string[]): Promise<Answer<string>> {
  return askText(place, {
    value: name,
    placeholder: vscode.l10n.t('name of the profile'),
    prompt: vscode.l10n.t('A name for this profile: the tree shows it, tasks and other extensions use it.'),
    fault: (value) =>
      nameFault(value, taken, vscode.l10n.t('There is a profile of this name already. Choose another one.')),
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
