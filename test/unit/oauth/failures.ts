import assert from 'node:assert/strict';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import type { FailureCode, FailureDetails } from '../../../src/oauth/failure.ts';

/** The failure that a promise ends in, its code as expected, and nothing hanging on it that could hold a secret. */
export async function failure(promise: Promise<unknown>, code: FailureCode): Promise<FailureDetails> {
  const error: unknown = await promise.then(
    () => assert.fail(`expected ${code}, but it succeeded`),
    (reason: unknown) => reason,
  );
  assert(error instanceof OAuthFailure, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(error.cause, undefined, 'a cause can hold the answer');
  return error.details;
}
