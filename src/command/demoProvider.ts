import * as vscode from 'vscode';
import { contextKeys } from '../contributions.ts';
import type { Demo } from '../demo/server.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { localise } from '../view/localise.ts';

/** The demo provider of this window: started when first asked for, gone with the window. */
export class DemoProvider {
  readonly #settings: ProfileSettings;
  #starting: Promise<Profile> | undefined;
  #demo: Demo | undefined;

  constructor(settings: ProfileSettings) {
    this.#settings = settings;
  }

  /** Starts the server if it does not run yet, and lists its profile. */
  async start(): Promise<Profile> {
    this.#starting ??= this.#start();
    try {
      return await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  /** Tells the demo server to take `uri`; every other server takes what is registered there. */
  allowRedirectUri(profile: Profile, uri: string): boolean {
    if (profile.origin !== 'demo' || this.#demo === undefined) return false;
    this.#demo.allowRedirectUri(uri);
    return true;
  }

  async dispose(): Promise<void> {
    await this.#demo?.stop();
  }

  async #start(): Promise<Profile> {
    const { startDemo } = await import('../demo/server.ts');
    this.#demo = await startDemo({ words: { language: vscode.env.language, say: localise } });
    void vscode.commands.executeCommand('setContext', contextKeys.demo, true);
    return this.#settings.addMemoryProfile(this.#demo.profile);
  }
}
