import assert from 'node:assert/strict';
import { OAuthFailure, type FailureCode, type FailureDetails } from '../../../src/oauth/failure.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { SignInNeeded, type SignInReason } from '../../../src/session/signInNeeded.ts';
import { failureText } from '../../../src/view/failureText.ts';
import { signInNeededText } from '../../../src/view/signInNeededText.ts';

const [profile] = parseProfiles({
  integration: { issuer: 'https://login.example.com/tenant/', clientId: 'the-client', scopes: ['openid'] },
}).profiles;

/** Each failure with the facts that come with it, and words that its sentence cannot do without. */
const failures: Record<Exclude<FailureCode, 'cancelled'>, readonly [FailureDetails, ...RegExp[]]> = {
  signInTimedOut: [{}, /integration/],
  deviceCodeExpired: [{ error: 'expired_token' }, /code/, /expired/],
  portInUse: [{ port: 3000 }, /Port 3000/, /redirect URI/],
  listenerFailed: [{ reason: 'EACCES' }, /http:\/\/127\.0\.0\.1/, /EACCES/],
  browserNotOpened: [{}, /browser/],
  authorizationRefused: [{ error: 'server_error', description: 'It broke' }, /server_error: It broke/],
  authorizationResponseInvalid: [{ reason: 'iss' }, /login\.example\.com/],
  issuerMismatch: [
    { expected: 'https://login.example.com/tenant/', actual: 'https://other.example/' },
    /“https:\/\/other\.example\/”/,
    /“https:\/\/login\.example\.com\/tenant\/”/,
  ],
  issuerSlash: [
    { expected: 'https://login.example.com/tenant/', actual: 'https://login.example.com/tenant' },
    /Only a slash/,
    /“https:\/\/login\.example\.com\/tenant”/,
  ],
  noDiscovery: [{ status: 404 }, /discovery/, /endpoints/],
  endpointMissing: [{ endpoint: 'token' }, /“token”/],
  insecure: [{ endpoint: 'http://login.example.com/token' }, /http:\/\/login\.example\.com\/token/, /https/],
  offline: [{}, /offline/],
  dns: [{ host: 'logni.example.com' }, /logni\.example\.com/],
  connectionRefused: [{ host: 'login.example.com' }, /refused/],
  portBlocked: [{ host: '127.0.0.1:6000' }, /127\.0\.0\.1:6000/, /another port/],
  certificateRefused: [{ reason: 'certificate_required' }, /certificate_required/, /“tlsClientAuth”/],
  tls: [{ reason: 'SELF_SIGNED_CERT_IN_CHAIN' }, /SELF_SIGNED_CERT_IN_CHAIN/],
  requestTimedOut: [{}, /in time/],
  answerLost: [{}, /before its answer arrived/],
  notJson: [{ status: 200 }, /page instead of data/],
  serverError: [{ status: 503 }, /503/],
  rateLimited: [{ retryAfter: 30 }, /30 seconds/],
  invalidGrant: [{ error: 'invalid_grant', description: 'expired' }, /invalid_grant: expired/],
  invalidClient: [{ error: 'invalid_client' }, /“clientId” is the-client/, /clientAuthentication/],
  invalidScope: [{ error: 'invalid_scope' }, /scopes/],
  invalidTarget: [{ error: 'invalid_target' }, /audience/],
  tokenRequestRefused: [{ error: 'teapot' }, /teapot/],
  tokenNotAccepted: [{ error: 'invalid_token' }, /invalid_token/],
  notAccessToken: [{ actual: 'urn:ietf:params:oauth:token-type:saml2' }, /saml2/, /requested_token_type/],
  malformedAnswer: [{ reason: 'too large' }, /too large/],
  idTokenInvalid: [{ reason: 'nonce' }, /nonce/],
  subjectChanged: [{}, /Somebody else is signed in at .*, so nothing has changed\. Keep/],
  secretMissing: [{}, /client secret/],
  unexpected: [{}, /log/],
};

/** Words of a server that is up to no good: they climb out of their line, turn the text around and never end. */
const hostile = `a\u202eb\u0000c\nd\u2066e\u200bf${'x'.repeat(5_000)}`;
const texts = ['error', 'description', 'uri', 'expected', 'actual', 'reason', 'endpoint', 'host'] as const;

describe('what a failure says', () => {
  for (const [code, [details, ...words]] of Object.entries(failures)) {
    const say = (facts: FailureDetails): ReturnType<typeof failureText> =>
      failureText(new OAuthFailure(code as FailureCode, facts), profile!);

    it(`${code}: a sentence and a way on`, () => {
      const { message, remedies } = say(details);
      for (const word of words) assert.match(message, word);
      assert.match(message, /^\S.*[.?!]$/s);
      assert.doesNotMatch(message, /undefined|\{\d\}|\[object/);
      assert.notEqual(remedies.length, 0);
      assert.equal(new Set(remedies).size, remedies.length);
    });

    it(`${code}: a sentence without any fact, too`, () => {
      const { message, remedies } = say({});
      assert.doesNotMatch(message, /undefined|\{\d\}|\[object/);
      assert.notEqual(remedies.length, 0);
    });

    it(`${code}: hostile words stay harmless`, () => {
      const { message } = say({ ...details, ...Object.fromEntries(texts.map((key) => [key, hostile])) });
      assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.ok(message.length < 1500, `${String(message.length)} characters`);
    });
  }

  for (const error of [
    'access_denied',
    'invalid_scope',
    'unauthorized_client',
    'unsupported_response_type',
    'invalid_target',
    'login_required',
    'consent_required',
  ]) {
    it(`authorizationRefused with ${error}: the server’s words, and a way on`, () => {
      const { message, remedies } = failureText(
        new OAuthFailure('authorizationRefused', { error, description: 'Because.' }),
        profile!,
      );
      assert.match(message, new RegExp(`${error}: Because`));
      assert.notEqual(remedies.length, 0);
    });
  }

  it('certificateRefused offers the certificate where the client has one', () => {
    const withCertificate = { ...profile!, clientAuthentication: 'tlsClientAuth' as const };
    const say = (reason: string): ReturnType<typeof failureText> =>
      failureText(new OAuthFailure('certificateRefused', { reason }), withCertificate);
    assert.match(say('unknown_ca').message, /did not accept the client certificate of integration \(unknown_ca\)/);
    assert.match(say('expired').message, /has expired/);
    assert.deepEqual(say('unknown_ca').remedies, ['enterSecret', 'tryAgain']);
    const refused = failureText(new OAuthFailure('invalidClient', { error: 'invalid_client' }), withCertificate);
    assert.match(refused.message, /client certificate is not the one that is registered/);
    assert.equal(refused.remedies[0], 'enterSecret');
  });

  it('invalidClient offers the client secret where the client has one, and only there', () => {
    const withSecret = { ...profile!, clientAuthentication: 'clientSecretBasic' as const };
    const failure = new OAuthFailure('invalidClient', { error: 'invalid_client' });
    assert.ok(failureText(failure, withSecret).remedies.includes('enterSecret'));
    assert.ok(!failureText(failure, profile!).remedies.includes('enterSecret'));
  });

  it('invalidClient begins with what proves the client, where it has something', () => {
    const failure = new OAuthFailure('invalidClient', { error: 'invalid_client' });
    const say = (clientAuthentication: Profile['clientAuthentication']): string =>
      failureText(failure, { ...profile!, clientAuthentication }).message;
    for (const way of ['clientSecretBasic', 'clientSecretPost'] as const) {
      assert.match(say(way), /client secret is wrong[^]+“clientId” and “clientAuthentication”/, way);
    }
    assert.match(say('privateKeyJwt'), /private key is not the one[^]+“clientId” and “clientAuthentication”/);
    assert.doesNotMatch(say('none'), /secret|private key/);
  });

  it('keeps Entra ID’s ids for the support out of the sentence', () => {
    const description = 'AADSTS700016: Application not found. Trace ID: 1 Correlation ID: 2 Timestamp: 3';
    const failure = new OAuthFailure('tokenRequestRefused', { error: 'unauthorized_client', description });
    const { message, key } = failureText(failure, profile!);
    assert.match(message, /^integration: The client was not found in this tenant[^]*“clientId” is the-client/);
    assert.match(message, /said “unauthorized_client: AADSTS700016: Application not found”\.$/);
    assert.equal(key, 'clientId');
    assert.match(failure.message, /Correlation ID: 2/);
  });

  it('a refused refresh says what the provider means, and which key is to blame', () => {
    const needed = (reason: SignInReason, details: FailureDetails): ReturnType<typeof signInNeededText> =>
      signInNeededText(new SignInNeeded(reason, details), profile!, profile!.apis[0]);
    const gone = new SignInNeeded('unknownSession');
    assert.match(signInNeededText(gone, profile!, profile!.apis[0], 'ada@b.example').message, /^ada@b\.example is not/);
    const ended = needed('sessionEnded', { error: 'invalid_grant', description: 'Session not active' });
    assert.match(
      ended.message,
      /^integration: The session at Keycloak has ended[^]*said “invalid_grant: Session not active”/,
    );
    assert.equal(ended.key, 'scopes');
    const refused = needed('refreshNotAllowed', { error: 'invalid_scope', description: 'AADSTS70011: Mixed.' });
    assert.match(refused.message, /One token is for one API/);
    // An error code alone says less than that it was a refresh.
    const plain = needed('refreshNotAllowed', { error: 'invalid_target' });
    assert.match(plain.message, /gives no token for .* without a sign-in \(invalid_target\)/);
    assert.equal(plain.key, undefined);
    // A lost answer explains more than the refusal that follows from it.
    const lost = needed('sessionEnded', { error: 'invalid_grant', description: 'Stale token', reason: 'answerLost' });
    assert.match(lost.message, /an answer of the server/);
    // And so does a refusal that may have used the refresh token up.
    const used = { error: 'invalid_grant', reason: 'refusedBefore', expected: 'invoices', actual: 'invalid_target' };
    assert.match(needed('sessionEnded', used).message, /refused a refresh for invoices before \(invalid_target\)/);
    assert.doesNotMatch(needed('sessionEnded', used).message, /server ended the session/);
    // What never was cannot be too old.
    assert.match(needed('noRefreshToken', { reason: 'noToken' }).message, /^There is no token for .* yet/);
    assert.match(needed('noRefreshToken', {}).message, /has expired or is about to/);
    assert.match(needed('notAskedFor', {}).message, /is not for .* did not ask for .* Nothing was sent/);
  });
});
