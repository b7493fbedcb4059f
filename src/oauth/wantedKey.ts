import type { Profile } from '../profile/profile.ts';
import type { DpopKey } from './dpop.ts';

/** A new key where the profile asks for one. */
export async function wantedKey({ dpop }: Profile): Promise<DpopKey | undefined> {
  return dpop === true ? (await import('./dpopKeys.ts')).createDpopKey() : undefined;
}
