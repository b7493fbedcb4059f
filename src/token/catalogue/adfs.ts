import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Claims of AD FS. */
export const adfsClaims = catalogue(
  'https://learn.microsoft.com/windows-server/identity/ad-fs/development/ad-fs-openid-connect-oauth-concepts',
  {
    apptype: [
      text('Whether the client can keep a secret.'),
      'text',
      undefined,
      { Public: text('it cannot'), Confidential: text('it can') },
    ],
    appid: [text('The client that the token was issued to.'), 'client'],
    authmethod: [text('How the user was authenticated.'), 'text'],
    auth_time: [text('When the user signed in. AD FS writes it as text.'), 'time'],
    upn: [text('The user’s principal name.'), 'text'],
    unique_name: [text('The user’s name with the domain.'), 'text'],
    mfa_auth_time: [text('When the user gave the second factor.'), 'time'],
    ver: [text('The version of the token’s form.'), 'text'],
  },
);
