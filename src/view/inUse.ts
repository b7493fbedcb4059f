import type { Disposable } from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import type { ApiInUse, UsedToken } from './apiInUse.ts';

/** The API in use. What shows it in the status bar is loaded when there is one. */
export class InUse implements Disposable {
  readonly #load: () => Promise<ApiInUse>;
  #shown: Promise<ApiInUse> | undefined;

  /** @param remembered whether one was in use in this workspace before. */
  constructor(load: () => Promise<ApiInUse>, remembered: boolean) {
    this.#load = load;
    if (remembered) this.#shown = load();
  }

  /** A token of this API was copied or handed out. */
  note(profile: Profile, api: Api, session: Session): void {
    this.#shown ??= this.#load();
    void this.#shown.then((shown) => {
      shown.note(profile, api, session);
    });
  }

  update(): void {
    void this.#shown?.then((shown) => {
      shown.update();
    });
  }

  /** To be told when somebody comes back to the window. */
  awake(): void {
    void this.#shown?.then((shown) => {
      shown.awake();
    });
  }

  async current(): Promise<UsedToken | undefined> {
    return (await this.#shown)?.current();
  }

  dispose(): void {
    void this.#shown?.then((shown) => {
      shown.dispose();
    });
  }
}
