import assert from 'node:assert/strict';
import { isSecretValue } from '../../../src/profile/secretValue.ts';

describe('a value that settings must not keep', () => {
  for (const secret of [
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl',
    'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl',
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.',
    'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn',
    'GOCSPX-1234567890abcdefghijklmnopqr',
    'abc8Q~ABCDEFGHIJKLMNOPQRSTUVWXYZ.abcd~_-',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    '-----BEGIN PRIVATE KEY----- MIIEvQ -----END PRIVATE KEY-----',
    '{"kty":"EC","crv":"P-256","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}',
  ]) {
    it(`is ${secret.slice(0, 20)}…`, () => {
      assert.equal(isSecretValue(secret), true);
    });
  }

  for (const name of [
    '535fb089-9ff3-47b6-9bfb-4f1264799865',
    '0oa1bc2de3FGH4ijk5d7',
    '1234567890-abc123def456.apps.googleusercontent.com',
    'api://535fb089-9ff3-47b6-9bfb-4f1264799865/.default',
    'https://orders.example.com/',
    'openid read:orders https://graph.microsoft.com/User.Read',
    'Iv1.0123456789abcdef',
    'eyJ',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ]) {
    it(`is not ${name}`, () => {
      assert.equal(isSecretValue(name), false);
    });
  }
});
