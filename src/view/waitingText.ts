import { l10n } from 'vscode';
import { commands } from '../contributions.ts';
import type { AddressFault } from '../oauth/pastedAddress.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * What the notification says while the browser is waited for. VS Code gives it no button but Cancel: the ways on are
 * links, which it has as well. (The one text with links; what is not ours in it is encoded.)
 */
export function waitingText(profile: Profile, when: 'soon' | 'late' | 'outOfReach'): string {
  const paste = link(l10n.t('Paste the Address…'), commands.pasteAddress);
  if (when === 'soon') return l10n.t('finish in your browser. {0}', paste);
  if (when === 'outOfReach') {
    const copy = link(l10n.t('Copy Sign-In Address'), commands.copySignInAddress);
    return l10n.t(
      'finish in your browser. The server answers on the computer of VS Code only: if its page fails here, lead its port to your computer and open the address yourself. {0}, {1}',
      copy,
      paste,
    );
  }
  if (profile.origin !== 'settings') {
    return l10n.t('finish in your browser. If it ended at a page that cannot be loaded: {0}', paste);
  }
  const edit = link(l10n.t('Edit Profile'), commands.editProfiles, { profile: profile.name });
  return l10n.t(
    'finish in your browser. If it shows an error of the server: {0}. If it ended at a page that cannot be loaded: {1}',
    edit,
    paste,
  );
}

/** Why the pasted text will not do, and what will. */
export function addressFaultText(fault: AddressFault, redirectUri: string): string {
  const texts: Record<AddressFault, () => string> = {
    notAnAddress: () => l10n.t('This is no address. Copy the whole one from the browser’s address bar.'),
    noAnswer: () =>
      l10n.t(
        'This address brings no answer: the sign-in is not finished there. The right one starts with {0} and has a “code”.',
        redirectUri,
      ),
    otherAddress: () => l10n.t('This sign-in ends at an address that starts with {0}.', redirectUri),
    otherSignIn: () =>
      l10n.t('This address belongs to another sign-in, perhaps an older one. Finish the page that was opened last.'),
    over: () => l10n.t('This sign-in is over.'),
  };
  return texts[fault]();
}

function link(title: string, command: string, argument?: unknown): string {
  const query =
    argument === undefined
      ? ''
      : `?${encodeURIComponent(JSON.stringify([argument])).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;
  return `[${title}](command:${command}${query})`;
}
