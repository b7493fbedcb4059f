import assert from 'node:assert/strict';
import { commands } from '../../../src/contributions.ts';
import type { Session } from '../../../src/session/session.ts';
import { decode } from '../../../src/token/decode.ts';
import type { Finding } from '../../../src/token/finding.ts';
import { actionRows } from '../../../src/view/findingActions.ts';
import type { TokenContext } from '../../../src/view/tokenContext.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { profile } from '../../unit/session/support.ts';

const sentence = { message: '' };
const finding = (code: string, action: Finding['action']): Finding => ({
  ...{ code, severity: 'warning', title: sentence, meaning: sentence, advice: sentence, source: '' },
  ...(action !== undefined && { action }),
});

describe('the rows that mend a finding', () => {
  const session: Session = {
    ...{ id: 'an-id', issuer: profile.issuer, clientId: profile.clientId, subject: 'ada', label: 'ada' },
    ...{ profile: profile.name, signedInAt: 0, accessTokens: [], refreshToken: { value: 'secret', receivedAt: 0 } },
  };
  const context: TokenContext = {
    ...{ id: 'row', title: 'orders', token: decode('opaque'), use: 'accessToken', now: 0 },
    ...{ profile, session, api: profile.apis[0], issuer: new IssuerFacts(() => undefined) },
  };
  const account = { profile: profile.name, account: session.id, api: profile.apis[0].name };
  const offered = (of: Finding, around: Partial<TokenContext> = {}): unknown =>
    actionRows('row', of, { ...context, ...around }).map(({ command }) => [
      command?.command,
      command?.arguments?.[0] as unknown,
    ]);

  it('a token that expired: a fresh one, by copying or by a refresh where that can be', () => {
    const expired = finding('time.expired', 'refresh');
    const copy = [commands.copyAccessToken, account];
    assert.deepEqual(offered(expired), [copy, [commands.refresh, account]]);
    const { refreshToken, ...without } = session;
    assert.ok(refreshToken);
    assert.deepEqual(offered(expired, { session: without }), [copy]);
    assert.deepEqual(offered(expired, { session: { ...session, ended: { at: 0 } } }), [copy]);
  });

  it('a scope that was not granted: consent, or somebody else, who may have it', () => {
    assert.deepEqual(offered(finding('scope.missing', 'signInWithConsent')), [
      [commands.signIn, { ...account, prompt: 'consent' }],
      [commands.signIn, { profile: profile.name, api: profile.apis[0].name, otherUser: true }],
    ]);
  });

  it('a refresh token that did not come: consent alone, as nobody else gets more', () => {
    const rows = offered(finding('refresh.absent', 'signInWithConsent'));
    assert.deepEqual(rows, [[commands.signIn, { ...account, prompt: 'consent' }]]);
  });

  it('none for a token that was pasted, or that a newer one has replaced', () => {
    const { session: own, profile: ours, ...pasted } = context;
    assert.ok(own && ours);
    assert.deepEqual(actionRows('row', finding('time.expired', 'refresh'), pasted), []);
    assert.deepEqual(offered(finding('time.expired', 'refresh'), { replaced: true }), []);
  });
});
