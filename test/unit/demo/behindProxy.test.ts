import { strict as assert } from 'node:assert';
import { narrowCookies, relativeFormAction, widenCookie } from '../../../src/demo/behindProxy.ts';

describe('demo cookies behind a proxy', () => {
  it('move the end of their path into their name', () => {
    assert.equal(
      widenCookie('resume=v; path=/auth/u_1-x; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly'),
      'resume.u_1-x=v; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly',
    );
    assert.equal(widenCookie('resume=; path=/auth/u'), 'resume.u=; path=/');
  });

  it('stay as they are with the path /', () => {
    assert.equal(widenCookie('session=v; path=/; httponly'), 'session=v; path=/; httponly');
  });

  it('come back under their own name at their own path alone', () => {
    assert.equal(narrowCookies('resume.a=1; resume.b=2; session=3', '/auth/a'), 'resume=1; resume.b=2; session=3');
    assert.equal(narrowCookies('resume.a=1; noise', '/'), 'resume.a=1; noise');
    assert.equal(narrowCookies('', '/auth/a'), '');
  });

  it('leave forms that stay on the server relative', () => {
    assert.equal(
      relativeFormAction('<form method="post" action="http://127.0.0.1:1/device"><a href="http://127.0.0.1:1/device">'),
      '<form method="post" action="device"><a href="http://127.0.0.1:1/device">',
    );
  });
});
