import * as vscode from 'vscode';
import type { ProfileProblem } from './problem.ts';
import type { Profile } from './profile.ts';
import { addMemoryProfiles, effectiveValues, readProfiles, type SettingValues } from './readProfiles.ts';
import { readSeconds, secondsSettings, type SecondsSetting } from './seconds.ts';

interface Snapshot {
  readonly profiles: readonly Profile[];
  readonly problems: readonly ProfileProblem[];
  readonly seconds: ReadonlyMap<SecondsSetting, number>;
}

/**
 * The settings, read and checked when they are first asked for and again after each change. Values that a folder of a
 * multi-root workspace sets do not count: a profile belongs to a window.
 */
export class ProfileSettings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #memory = new Map<string, Profile>();
  #snapshot: Snapshot | undefined;

  /** Settings changed, trust was granted, or a profile came into or left memory. */
  readonly onDidChange: vscode.Event<void> = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokenInspector')) this.#change();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#change();
      }),
      this.#changed,
    );
  }

  /** The usable profiles: the user's, then the workspace's, then those in memory. No two have the same name. */
  profiles(): readonly Profile[] {
    return this.#read().profiles;
  }

  /** What is wrong in the settings. `profileOf` tells which profile a problem is in. */
  problems(): readonly ProfileProblem[] {
    return this.#read().problems;
  }

  /** Seconds that a token must still live when it is handed out. */
  minimumLifetime(): number {
    return this.#seconds('minimumLifetime');
  }

  /** Seconds that a sign-in waits for the browser. */
  signInTimeout(): number {
    return this.#seconds('signInTimeout');
  }

  /** Seconds until a copied token leaves the clipboard; 0 means never. */
  clearClipboardAfter(): number {
    return this.#seconds('clearClipboardAfter');
  }

  /**
   * Adds a profile that no file holds. Where the settings have its name, they keep it and this one is listed under
   * another: use the profile that is returned.
   */
  addMemoryProfile(profile: Profile): Profile {
    this.#memory.set(profile.name, profile);
    this.#change();
    const same = ({ origin, issuer, clientId }: Profile) =>
      origin === profile.origin && issuer === profile.issuer && clientId === profile.clientId;
    return this.profiles().find(same) ?? profile;
  }

  /** @param name the one that the profile was added with. */
  removeMemoryProfile(name: string): void {
    if (this.#memory.delete(name)) this.#change();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #change(): void {
    this.#snapshot = undefined;
    this.#changed.fire();
  }

  #seconds(setting: SecondsSetting): number {
    return this.#read().seconds.get(setting) ?? secondsSettings[setting].default;
  }

  #read(): Snapshot {
    return (this.#snapshot ??= readSettings([...this.#memory.values()]));
  }
}

function readSettings(memory: readonly Profile[]): Snapshot {
  const trusted = vscode.workspace.isTrusted;
  const fromSettings = readProfiles(valuesOf('profiles'), trusted);
  const seconds = new Map<SecondsSetting, number>();
  const problems = [...fromSettings.problems];
  for (const setting of Object.keys(secondsSettings) as SecondsSetting[]) {
    const { user, workspace } = effectiveValues(valuesOf(setting), trusted);
    const read = readSeconds(setting, workspace ?? user);
    seconds.set(setting, read.seconds);
    if (read.problem !== undefined) problems.push(read.problem);
  }
  return { profiles: addMemoryProfiles(fromSettings.profiles, fromSettings.problems, memory), problems, seconds };
}

/** By `inspect`, not `get`: VS Code would merge user and workspace key by key, deep inside a profile. */
function valuesOf(setting: string): SettingValues {
  const found = vscode.workspace.getConfiguration('tokenInspector').inspect(setting);
  return { user: found?.globalValue, workspace: found?.workspaceValue };
}
