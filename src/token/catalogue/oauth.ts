import { catalogue } from '../claimMeaning.ts';
import type { ClaimCatalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Claims of OAuth's own specifications, of security events and of proofs. */
export const oauthClaims: ClaimCatalogue = {
  ...catalogue('RFC 8693', {
    scope: [text('What the token may do, as words with spaces between them.'), 'scope', '§4.2'],
    client_id: [text('The client that the token was issued to.'), 'client', '§4.3'],
    act: [text('Who acts here on behalf of the subject.'), 'object', '§4.1'],
    may_act: [text('Who may act on behalf of the subject.'), 'object', '§4.4'],
  }),
  ...catalogue('RFC 9068', {
    roles: [text('The roles of the user or the application.'), 'list', '§2.2.3.1 (RFC 7643 §4.1.2)'],
    groups: [text('The groups that the user is in.'), 'list', '§2.2.3.1 (RFC 7643 §4.1.2)'],
    entitlements: [text('What the user is entitled to.'), 'list', '§2.2.3.1 (RFC 7643 §4.1.2)'],
  }),
  ...catalogue('RFC 7800', {
    cnf: [text('The key that the sender has to prove to hold. Such a token is no bearer token.'), 'object', '§3.1'],
  }),
  ...catalogue('RFC 9396', {
    authorization_details: [text('What the token may do, in detail: types, actions, places.'), 'object', '§9.1'],
  }),
  ...catalogue('RFC 8417', {
    events: [text('What happened: the events that this token reports.'), 'object', '§2.2'],
    txn: [text('The transaction that the token belongs to.'), 'text', '§2.2'],
    toe: [text('When the event happened.'), 'time', '§2.2'],
    sub_id: [text('Whom the event is about, in a structured form.'), 'object', '(RFC 9493 §4.1)'],
  }),
  ...catalogue('RFC 9449', {
    htm: [text('The method of the request that this proof is for.'), 'text', '§4.2'],
    htu: [text('The address of the request that this proof is for.'), 'url', '§4.2'],
    ath: [text('A hash of the access token that this proof goes with.'), 'hash', '§4.2'],
  }),
  ...catalogue('RFC 9901', {
    _sd: [text('Hashes of claims that the holder may show or keep back.'), 'list', '§4.2.4.1'],
    _sd_alg: [text('How the hashes of hidden claims are made.'), 'text', '§4.1.1'],
    sd_hash: [text('A hash of what the holder shows along with this proof.'), 'hash', '§4.3'],
  }),
  ...catalogue('RFC 9701', {
    token_introspection: [text('What the server says about the token that was asked about.'), 'object', '§5'],
  }),
  ...catalogue('RFC 7662', {
    active: [text('Whether the server accepts the token at the moment.'), 'flag', '§2.2'],
    username: [text('The user’s name as a person reads it.'), 'text', '§2.2'],
    token_type: [text('How the token is sent to the API.'), 'text', '§2.2'],
  }),
  ...catalogue('SD-JWT VC', {
    vct: [text('The kind of credential.'), 'text', '§3.2.2.1'],
    status: [text('Where to read whether the token was revoked.'), 'object', '§3.2.2.2'],
  }),
};
