import * as vscode from 'vscode';
import type { Draft } from '../profile/draft.ts';
import { redirectUriFault } from '../profile/urls.ts';
import { aboutKey, localise } from '../view/localise.ts';
import { openBrowser } from './browser.ts';
import { askChoice, askText, type Answer, type Place } from './quickStep.ts';

/** Shows what has to be registered, copies it, and leads to the page that takes it. */
export async function askRedirectUri(draft: Draft, place: Place): Promise<Answer<string>> {
  let { redirectUri } = draft;
  for (;;) {
    const chosen = await askRegistered({ ...draft, redirectUri }, place);
    if (chosen === 'back' || chosen === 'cancelled') return chosen;
    if (chosen.value === 'registered') return { value: redirectUri };
    const other = await askAddress(redirectUri, { ...place, back: true });
    if (other === 'cancelled') return other;
    if (other !== 'back') redirectUri = other.value;
  }
}

function askRegistered(
  { issuer, preset, clientId, redirectUri }: Draft,
  place: Place,
): Promise<Answer<'registered' | 'other'>> {
  // What a provider wants to have registered is known for the address that its preset has.
  const registered = (redirectUri === preset?.redirectUri ? preset.registered : undefined) ?? redirectUri;
  const admin = preset?.admin?.(new URL(issuer), clientId);
  const where =
    preset === undefined
      ? vscode.l10n.t('Redirect or callback URIs of the client')
      : localise(preset.registration.where);
  const matching =
    preset === undefined
      ? vscode.l10n.t('Without a port any free one; some servers want a fixed one')
      : localise(preset.registration.matching);
  // Where it is to be registered stands in the title: a placeholder is cut in a narrow window.
  return askChoice(place, vscode.l10n.t('Register this redirect URI: {0}', registered), [
    {
      icon: 'arrow-right',
      label: vscode.l10n.t('It Is Registered: Continue'),
      detail:
        preset?.clientAuthentication === undefined
          ? vscode.l10n.t('Native (desktop) client: public, no secret, with PKCE')
          : vscode.l10n.t('Native (desktop) client with PKCE; its secret comes later'),
      value: 'registered',
    },
    {
      icon: 'copy',
      label: vscode.l10n.t('Copy'),
      detail: `${registered} · ${where}`,
      run: async () => {
        await vscode.env.clipboard.writeText(registered);
        return vscode.l10n.t('Copied');
      },
    },
    ...(admin === undefined
      ? []
      : [
          {
            icon: 'link-external',
            label: vscode.l10n.t('Open the Page That Takes It'),
            detail: new URL(admin).host,
            run: async () => {
              await openBrowser(admin);
              return vscode.l10n.t('Opened in the Browser');
            },
          },
        ]),
    {
      icon: 'edit',
      label: vscode.l10n.t('Use Another Address…'),
      detail: matching,
      value: 'other',
    },
  ]);
}

export function askAddress(value: string, place: Place): Promise<Answer<string>> {
  return askText(place, {
    value,
    placeholder: 'http://localhost:3000/callback',
    prompt: vscode.l10n.t(
      'The redirect URI: an address of this computer, exactly as registered. Without a port, any free one is used.',
    ),
    fault: (typed) => aboutKey(redirectUriFault(typed)?.text, vscode.l10n.t('redirect URI')),
  });
}
