import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Okta's own claims, of both the org server and custom authorization servers. */
export const oktaClaims = catalogue('https://developer.okta.com/docs/reference/api/oidc/#tokens-and-claims', {
  ver: [text('The version of the token’s form.'), 'text'],
  cid: [text('The client that the token was issued to.'), 'client'],
  uid: [text('The user at Okta. Absent when an application acts for itself.'), 'text'],
  scp: [text('What the token may do, as a list.'), 'scope'],
  sub: [text('The user’s sign-in name in access tokens, the user’s id in ID tokens, or the client itself.'), 'text'],
  idp: [text('The provider that authenticated the user, by its id at Okta.'), 'text'],
  groups: [text('The groups that the user is in, as far as the server was told to write them.'), 'list'],
  ds_hash: [text('A hash that ties this token to a device secret.'), 'hash'],
});
