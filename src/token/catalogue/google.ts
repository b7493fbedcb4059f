import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Google's own claims, in ID tokens and in tokens of service accounts. */
export const googleClaims = catalogue(
  'https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload',
  {
    hd: [text('The Google Workspace domain that the user belongs to. Absent for personal accounts.'), 'text'],
    azp: [text('The client that asked for the token.'), 'client'],
    sub: [text('The user’s Google account: unique and never used again.'), 'text'],
    google: [text('Details of the machine that the token was issued on.'), 'object'],
    target_audience: [text('Whom the wanted ID token is for.'), 'audience'],
    firebase: [text('How the user signed in to Firebase.'), 'object'],
    user_id: [text('The user at Firebase.'), 'text'],
  },
);
