import type { TestKey } from '../../token/testToken/sign.ts';
import { makeTestKey } from '../../token/testToken/sign.ts';

/** By algorithm. In this window's memory and nowhere else: what trusts such a key should not do so for long. */
const made = new Map<string, Promise<TestKey>>();

export function hasTestKey(alg: string): boolean {
  return made.has(alg);
}

/** The key of this window for an algorithm, made when it is first asked for. */
export function testKey(alg: string): Promise<TestKey> {
  const key = made.get(alg) ?? makeTestKey(alg);
  made.set(alg, key);
  return key;
}

/** A key that no API knows yet, in place of the one before. */
export function anotherTestKey(alg: string): Promise<TestKey> {
  made.delete(alg);
  return testKey(alg);
}
