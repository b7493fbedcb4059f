import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Claims of Amazon Cognito user pools. */
export const cognitoClaims = catalogue(
  'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
  {
    token_use: [
      text('What the token is for.'),
      'text',
      undefined,
      { access: text('an access token'), id: text('an ID token') },
    ],
    'cognito:username': [text('The user’s name in the pool.'), 'text'],
    'cognito:groups': [text('The groups that the user is in.'), 'list'],
    'cognito:roles': [text('The AWS roles of the user’s groups.'), 'list'],
    'cognito:preferred_role': [text('The AWS role that is taken first.'), 'text'],
    'cognito:user_status': [text('The state of the user’s account.'), 'text'],
    identities: [text('The outside providers that the user is linked to.'), 'object'],
    client_id: [text('The client that the token was issued to. Cognito writes it in place of the audience.'), 'client'],
    username: [text('The user’s name in the pool.'), 'text'],
    event_id: [text('The sign-in that the token comes from.'), 'text'],
    origin_jti: [text('The sign-in that the token descends from; revoking its refresh token ends it.'), 'text'],
    device_key: [text('The device that the user signed in from.'), 'text'],
    version: [text('The version of the token’s form.'), 'text'],
    scope: [
      text('What the token may do. “aws.cognito.signin.user.admin” lets users change their own account.'),
      'scope',
    ],
  },
);
