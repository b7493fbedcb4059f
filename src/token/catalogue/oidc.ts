import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** OpenID Connect Core 1.0: the ID token (§2, §3) and the standard claims about a person (§5.1). */
export const oidcClaims = catalogue('OIDC Core', {
  auth_time: [text('When the user last signed in at the authorization server.'), 'time', '§2'],
  nonce: [
    text('The value that the client sent with its request, so that an old token cannot be passed off as the answer.'),
    'text',
    '§2',
  ],
  acr: [text('How strongly the user was authenticated, in the server’s words.'), 'assurance', '§2'],
  amr: [text('By what means the user was authenticated.'), 'method', '§2'],
  azp: [text('The client that the token was issued to.'), 'client', '§2'],
  at_hash: [text('A hash that ties this ID token to its access token.'), 'hash', '§3.1.3.6'],
  c_hash: [text('A hash that ties this ID token to its authorization code.'), 'hash', '§3.3.2.11'],
  s_hash: [text('A hash that ties this ID token to the request’s state.'), 'hash', '(FAPI 1.0 Advanced §5.1)'],
  sub_jwk: [text('The key of a user who issues tokens for themselves.'), 'object', '§7.4'],
  name: [text('The user’s full name, as it is shown.'), 'text', '§5.1'],
  given_name: [text('The user’s given names.'), 'text', '§5.1'],
  family_name: [text('The user’s family names.'), 'text', '§5.1'],
  middle_name: [text('The user’s middle names.'), 'text', '§5.1'],
  nickname: [text('The user’s nickname.'), 'text', '§5.1'],
  preferred_username: [text('The name that the user goes by. It can change and need not be unique.'), 'text', '§5.1'],
  profile: [text('The address of the user’s profile page.'), 'url', '§5.1'],
  picture: [text('The address of the user’s picture.'), 'url', '§5.1'],
  website: [text('The address of the user’s web page.'), 'url', '§5.1'],
  email: [text('The user’s e-mail address. It can change: do not use it as a key.'), 'text', '§5.1'],
  email_verified: [text('Whether the server has made sure that the address belongs to the user.'), 'flag', '§5.1'],
  gender: [text('The user’s gender.'), 'text', '§5.1'],
  birthdate: [text('The user’s birthday; the year 0000 stands for a year that is not told.'), 'text', '§5.1'],
  zoneinfo: [text('The user’s time zone.'), 'text', '§5.1'],
  locale: [text('The user’s language and region.'), 'text', '§5.1'],
  phone_number: [text('The user’s telephone number.'), 'text', '§5.1'],
  phone_number_verified: [
    text('Whether the server has made sure that the number belongs to the user.'),
    'flag',
    '§5.1',
  ],
  address: [text('The user’s postal address.'), 'object', '§5.1.1'],
  updated_at: [text('When the user’s details last changed.'), 'time', '§5.1'],
  _claim_names: [text('Claims that are kept elsewhere, and where.'), 'object', '§5.6.2'],
  _claim_sources: [text('The places where the claims that are kept elsewhere can be fetched.'), 'object', '§5.6.2'],
  sid: [
    text('The session at the authorization server, for signing out.'),
    'text',
    '(Front-Channel Logout §3, Back-Channel Logout §2.1)',
  ],
});
