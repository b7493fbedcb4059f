import assert from 'node:assert/strict';
import { pastedAnswer } from '../../../src/token/pasted.ts';

describe('pastedAnswer', () => {
  const answer = { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3599, scope: 'openid read:orders' };

  it('reads what a token answer says beside its token, and never when it ends', () => {
    assert.deepEqual(pastedAnswer(JSON.stringify(answer)), {
      refreshToken: false,
      grantedScopes: ['openid', 'read:orders'],
      tokenType: 'Bearer',
    });
  });

  it('knows a refresh token from an empty one', () => {
    assert.equal(pastedAnswer(JSON.stringify({ ...answer, refresh_token: 'r' }))?.refreshToken, true);
    assert.equal(pastedAnswer(JSON.stringify({ ...answer, refresh_token: '' }))?.refreshToken, false);
  });

  it('reads the body of a whole HTTP response', () => {
    const response = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(answer)}\r\n`;
    assert.equal(pastedAnswer(response)?.tokenType, 'Bearer');
  });

  it('is silent about everything else', () => {
    const others = [
      '',
      'a.b.c',
      '{',
      '{}',
      '}{',
      '[1]',
      '{"access_token":1}',
      'Authorization: Bearer a.b.c',
      '{'.repeat(99_999),
    ];
    for (const text of others) assert.equal(pastedAnswer(text), undefined, text.slice(0, 40));
  });
});
