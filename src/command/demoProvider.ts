import type { Demo } from '../demo/server.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import type { Sessions } from '../session/sessions.ts';

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
    this.#demo = await startDemo();
    return this.#settings.addMemoryProfile(this.#demo.profile);
  }
}

/** Milliseconds in which a server on this computer answers, if it is there. */
const patience = 1000;

/**
 * Forgets what demo servers issued that ended with their windows: nobody honours it any more. The demo of another
 * window that still runs keeps its sessions.
 */
export async function forgetStoppedDemos(sessions: Sessions, running: Profile): Promise<void> {
  const { sessions: all } = await sessions.list();
  const older = all.filter(({ clientId, issuer }) => clientId === running.clientId && issuer !== running.issuer);
  await Promise.all(
    older.map(async ({ id, issuer }) => {
      if (!(await answers(issuer))) await sessions.signOut(id);
    }),
  );
}

async function answers(issuer: string): Promise<boolean> {
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
