import { l10n } from 'vscode';
import type { FlowChoice, FlowId } from '../oauth/flows.ts';

interface FlowText {
  readonly title: string;
  /** What the person does, and why it can work here. */
  readonly detail: string;
}

/** A way to sign in, in words. */
export function flowText(id: FlowId): FlowText {
  const texts: Record<FlowId, () => FlowText> = {
    loopback: () => ({
      title: l10n.t('Browser on This Computer'),
      detail: l10n.t('The browser comes back to this editor by itself.'),
    }),
    forwardedPort: () => ({
      title: l10n.t('Browser Through a Forwarded Port'),
      detail: l10n.t('VS Code leads the browser back to where this extension runs.'),
    }),
    uriHandler: () => ({
      title: l10n.t('Browser That Opens VS Code'),
      detail: l10n.t('The redirect URI is an address that opens VS Code.'),
    }),
    pastedAddress: () => ({
      title: l10n.t('Any Browser, Pasting the Address'),
      detail: l10n.t('On any computer: copy where the browser ended, and paste it here.'),
    }),
    deviceCode: () => ({
      title: l10n.t('Device Code'),
      detail: l10n.t('Type a short code on any device. The client must be allowed to.'),
    }),
    clientCredentials: () => ({
      title: l10n.t('Client Credentials'),
      detail: l10n.t('A token for the application itself, without a person.'),
    }),
    jwtBearer: () => ({
      title: l10n.t('Signed Assertion'),
      detail: l10n.t('A token that the application signs for, without a person.'),
    }),
  };
  return texts[id]();
}

/** Why a way cannot work here. The first thing that is missing says it. */
export function missingText({ flow, missing: [missing] }: FlowChoice): string {
  const texts: Record<NonNullable<typeof missing>, () => string> = {
    grant: () =>
      flow.id === 'clientCredentials' || flow.id === 'jwtBearer'
        ? l10n.t('For an application, not a person: “grant” is another one.')
        : l10n.t('The profile’s “grant” is another one.'),
    person: () => l10n.t('Nobody can be asked.'),
    browser: () => l10n.t('VS Code could not open a browser.'),
    reachableListener: () => l10n.t('Your browser cannot reach this extension at the redirect URI.'),
    forwardedRedirectUri: () => l10n.t('No forwarded port leads from the redirect URI to this extension.'),
    handlerRedirectUri: () => l10n.t('The redirect URI is no address that opens this VS Code.'),
    deviceAuthorizationEndpoint: () => l10n.t('The server offers no device code.'),
    secret: () => l10n.t('The client has no secret: “clientAuthentication” is “none”.'),
  };
  return missing === undefined ? '' : texts[missing]();
}
