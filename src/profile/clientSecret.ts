import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { authority } from './authority.ts';
import type { Profile } from './profile.ts';
import { secretKind, type SecretKind } from './secretKind.ts';

/**
 * Client secrets and what takes their place, kept in SecretStorage under issuer, client and endpoints, never under a
 * profile's name: a workspace that gives the name another issuer, or the issuer another token endpoint, must not get them.
 * With `privateKeyJwt` it is the private key as a JWK, with `tlsClientAuth` a `ClientCertificate` as JSON.
 *
 * A write of any key can put other windows' secrets back to older values in a served VS Code, so there is one write
 * when a secret is new and none otherwise.
 */
export class ClientSecrets {
  readonly #storage: vscode.SecretStorage;
  /** What this window knows: a keyring that forgets costs one question a window, not one a refresh. */
  readonly #known = new Map<string, string>();
  readonly #asking = new Map<string, Promise<string | undefined>>();

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
  }

  /**
   * The client secret of a profile; asks for it where none is known.
   *
   * @returns `undefined` for a client without a secret, and when the user closed the question.
   */
  async forProfile(profile: Profile): Promise<string | undefined> {
    return (await this.known(profile)) ?? this.ask(profile);
  }

  /** The client secret of a profile if it is known. Never asks: for what runs in the background. */
  async known(profile: Profile): Promise<string | undefined> {
    if (profile.clientAuthentication === 'none') return undefined;
    const key = storageKey(profile);
    const value = this.#known.get(key) ?? (await this.#storage.get(key));
    if (value !== undefined) this.#known.set(key, value);
    return value;
  }

  /**
   * Asks for the client secret and keeps it. Callers at the same time share one question.
   *
   * @param refused whether the server has just refused the one that was known.
   * @returns `undefined` for a client without a secret, and when the user closed the question.
   */
  async ask(profile: Profile, { refused = false } = {}): Promise<string | undefined> {
    if (profile.clientAuthentication === 'none') return undefined;
    const key = storageKey(profile);
    const asking = this.#asking.get(key) ?? this.#ask(profile, refused);
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(key);
    }
  }

  /** Keeps the secret of a client that a server has just registered. */
  async keep(profile: Profile, secret: string): Promise<void> {
    const key = storageKey(profile);
    this.#known.set(key, secret);
    if ((await this.#storage.get(key)) !== secret) await this.#storage.store(key, secret);
  }

  /** Forgets all that the client proves itself by: another profile of it may do so in another way. */
  async forget(profile: Profile): Promise<void> {
    for (const kind of Object.keys(questions) as SecretKind[]) {
      const key = storageKey(profile, kind);
      this.#known.delete(key);
      if ((await this.#storage.get(key)) !== undefined) await this.#storage.delete(key);
    }
  }

  async #ask(profile: Profile, refused: boolean): Promise<string | undefined> {
    const secret = await questions[secretKind(profile)](profile, refused);
    if (secret !== undefined) await this.keep(profile, secret);
    return secret;
  }
}

const questions: Record<SecretKind, (profile: Profile, refused: boolean) => Promise<string | undefined>> = {
  clientSecret: askSecret,
  privateKey: askKey,
  certificate: askForCertificate,
};

async function askSecret(profile: Profile, refused: boolean): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Client Secret of {0}', profile.name),
    prompt: refused
      ? vscode.l10n.t('{0} refused the client secret. Enter the right one.', new URL(profile.issuer).host)
      : vscode.l10n.t('Goes to {0} only. Asked for once and kept in the secret storage.', recipients(profile)),
    password: true,
    ignoreFocusOut: true,
    validateInput: (input) => (input.trim() === '' ? vscode.l10n.t('Enter the client secret.') : undefined),
  });
  // A secret that was copied often brings a line break or a space along.
  return value?.trim();
}

async function askKey(profile: Profile, refused: boolean): Promise<string | undefined> {
  const { askPrivateKey } = await import('./askPrivateKey.ts');
  return askPrivateKey(
    vscode.l10n.t('Private Key of {0}', profile.name),
    refused
      ? vscode.l10n.t('{0} refused the private key. Enter the right one.', new URL(profile.issuer).host)
      : vscode.l10n.t(
          'Goes to nobody; what it signs goes to {0} only. Asked for once and kept in the secret storage.',
          recipients(profile),
        ),
  );
}

async function askForCertificate(profile: Profile, refused: boolean): Promise<string | undefined> {
  const { askCertificate } = await import('./askCertificate.ts');
  return askCertificate(
    vscode.l10n.t('Client Certificate of {0}', profile.name),
    refused
      ? vscode.l10n.t('{0} refused the client certificate. Enter the right one.', new URL(profile.issuer).host)
      : vscode.l10n.t('Goes to {0} only, its key to nobody. Kept in the secret storage.', recipients(profile)),
  );
}

/** Every host that the client authenticates to. A profile can name each of its endpoints, and somebody else's host in it. */
function recipients({ issuer, endpoints, clientAuthentication }: Profile): string {
  const { token = issuer, ...others } = endpoints ?? {};
  const { introspection, revocation, deviceAuthorization, pushedAuthorizationRequest } = others;
  // A token that is bound to a certificate is of no use without it (RFC 8705 §3).
  const userinfo = clientAuthentication === 'tlsClientAuth' ? others.userinfo : undefined;
  const addresses = [token, introspection, revocation, deviceAuthorization, pushedAuthorizationRequest, userinfo];
  const hosts = addresses.flatMap((address) => (address === undefined ? [] : [new URL(address).host]));
  return [...new Set(hosts)].join(', ');
}

function storageKey(profile: Profile, kind = secretKind(profile)): string {
  return `${kind}.${createHash('sha256').update(authority(profile)).digest('base64url')}`;
}
