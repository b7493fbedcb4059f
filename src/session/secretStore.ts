/** What this room needs of VS Code's SecretStorage. `secretStorage.ts` adapts the real one. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  /** Resolves when *this window* has the value; other windows may see it later, or not before a reload. */
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}
