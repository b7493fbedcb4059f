import assert from 'node:assert/strict';
import type { Profile } from '../../../src/profile/profile.ts';
import type { Session } from '../../../src/session/session.ts';
import { decode } from '../../../src/token/decode.ts';
import { ownerOf } from '../../../src/view/ownerOf.ts';
import { profileFor } from '../oauth/profiles.ts';
import { jwt } from '../token/tokens.ts';

const issuer = 'https://login.example.com/';

function session(profile: Profile, subject: string): Session {
  return {
    id: subject,
    issuer: profile.issuer,
    clientId: profile.clientId,
    subject,
    label: subject,
    profile: profile.name,
    signedInAt: 0,
    accessTokens: [],
  };
}

describe('whose a pasted token is', () => {
  const web = profileFor(issuer, { name: 'web', clientId: 'web' });
  const native = profileFor(issuer, { name: 'native', clientId: 'native' });
  const owner = (claims: Record<string, unknown>, sessions: readonly Session[] = []) =>
    ownerOf(decode(jwt(claims)), [web, native], sessions);

  it('is told by the issuer, letter by letter', () => {
    assert.equal(owner({ iss: issuer })?.profile, web);
    for (const iss of [
      'https://login.example.com',
      'https://LOGIN.example.com/',
      'https://login.example.com/x',
      undefined,
      [issuer],
      1,
    ]) {
      assert.equal(owner({ iss }), undefined, String(iss));
    }
  });

  it('is told by the client where several profiles have the issuer', () => {
    assert.equal(owner({ iss: issuer, azp: 'native' })?.profile, native);
    assert.equal(owner({ iss: issuer, aud: ['native'] })?.profile, native);
    assert.equal(owner({ iss: issuer, client_id: 'somebody else' })?.profile, web);
  });

  it('is the account that it is about; of one account it may also be another’s', () => {
    const [ada, grace] = [session(web, 'ada'), session(web, 'grace')];
    assert.equal(owner({ iss: issuer, sub: 'grace' }, [ada, grace])?.session, grace);
    assert.equal(owner({ iss: issuer, sub: 'linus' }, [ada, grace])?.session, undefined);
    assert.equal(owner({ iss: issuer, sub: 'linus' }, [ada])?.session, ada);
  });

  it('is nobody’s where it does not say', () => {
    for (const text of ['ya29.a0AfH6SMBxk3qT-9rToken77', 'eyJ', ''])
      assert.equal(ownerOf(decode(text), [web], []), undefined);
  });
});
