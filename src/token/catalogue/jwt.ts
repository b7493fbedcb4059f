import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** RFC 7519: the claims that every JWT may have. */
export const jwtClaims = catalogue('RFC 7519', {
  iss: [text('Who issued the token: the authorization server.'), 'issuer', '§4.1.1'],
  sub: [text('Whom the token is about: the user, or the application itself. Unique at its issuer.'), 'text', '§4.1.2'],
  aud: [text('Which APIs the token is for. An API must refuse a token that does not name it.'), 'audience', '§4.1.3'],
  exp: [text('When the token ends. APIs refuse it from then on.'), 'time', '§4.1.4'],
  nbf: [text('From when on the token is good.'), 'time', '§4.1.5'],
  iat: [text('When the token was issued.'), 'time', '§4.1.6'],
  jti: [text('The token’s own number, so that one use can be told from another.'), 'text', '§4.1.7'],
});
