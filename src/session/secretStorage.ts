import type { SecretStorage } from 'vscode';
import type { SecretStore } from './secretStore.ts';

/** VS Code's SecretStorage as this room uses it. */
export function secretStorage(secrets: SecretStorage): SecretStore {
  return {
    get: (key) => secrets.get(key),
    store: (key, value) => secrets.store(key, value),
    delete: (key) => secrets.delete(key),
  };
}
