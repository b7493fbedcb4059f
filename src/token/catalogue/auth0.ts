import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Auth0's own claims. Rules and Actions add others under names that are addresses. */
export const auth0Claims = catalogue('https://auth0.com/docs/secure/tokens/json-web-tokens/json-web-token-claims', {
  permissions: [text('What the user may do at this API, by the roles that Auth0 knows.'), 'list'],
  org_id: [text('The organization that the user signed in to.'), 'text'],
  org_name: [text('The name of the organization that the user signed in to.'), 'text'],
  gty: [
    text('How the token was asked for.'),
    'list',
    undefined,
    {
      'client-credentials': text('by an application for itself'),
      password: text('with a user name and password'),
      refresh_token: text('with a refresh token'),
      authorization_code: text('by signing in'),
      mfa: text('after a second factor'),
    },
  ],
  azp: [text('The client that the token was issued to.'), 'client'],
  sub: [
    text(
      'The user at Auth0, with the connection first (auth0|…, google-oauth2|…), or client id and @clients for an application.',
    ),
    'text',
  ],
  amr: [text('By what means the user was authenticated; “mfa” once a second factor was used.'), 'method'],
});
