import { text } from '../text.ts';
import type { Sentence } from './refusal.ts';

const token = 'Amazon Cognito: token endpoint (docs.aws.amazon.com/cognito)';
const authorize = 'Amazon Cognito: authorize endpoint (docs.aws.amazon.com/cognito)';

/** Cognito's own sentences. */
export const cognito: readonly Sentence[] = [
  {
    pattern: /redirect_mismatch/i,
    complaint: 'redirectUri',
    source: authorize,
    meaning: text('The redirect URI is not registered for this app client, letter by letter.'),
    advice: text(
      'Add it under Allowed callback URLs: Cognito console › the user pool › App clients › the client › Login pages. Without HTTPS only “http://localhost” with a fixed port is taken.',
    ),
    mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
    key: 'redirectUri',
  },
  {
    pattern: /invalid_client_secret/i,
    complaint: 'client',
    source: token,
    meaning: text('The app client has a secret, and it was wrong or missing.'),
    advice: text(
      'Enter it again, or make an app client without a secret: Cognito console › the user pool › App clients.',
    ),
    mendings: ['enterSecret', 'editProfile'],
    key: 'clientAuthentication',
  },
  {
    pattern: /Refresh Token has (?:expired|been revoked)/i,
    complaint: 'grantEnded',
    source: token,
    meaning: text('The refresh token has expired or was revoked.'),
    advice: text('Sign in again. How long it lives: Cognito console › the user pool › App clients › the client.'),
    mendings: ['signIn'],
  },
  {
    pattern:
      /(?:Pre(?:SignUp|Authentication|TokenGeneration)|Post(?:Authentication|Confirmation)|DefineAuthChallenge) (?:failed|invocation)/i,
    complaint: 'policy',
    source: 'Amazon Cognito: Lambda triggers (docs.aws.amazon.com/cognito)',
    meaning: text('A Lambda trigger of the user pool refused, or failed.'),
    advice: text('Its log in CloudWatch says why.'),
    mendings: ['tryAgain', 'otherAccount', 'showLog'],
  },
];

/** Sentences that count only where the issuer is known to be Cognito's. */
export const cognitoAlone: readonly Sentence[] = [
  {
    pattern: /unauthorized_client|Unauthorized client/i,
    complaint: 'clientNotAllowed',
    source: token,
    meaning: text('The app client may not use this grant, or not refresh tokens.'),
    advice: text(
      'Turn on “Authorization code grant”: Cognito console › the user pool › App clients › the client › Login pages.',
    ),
    mendings: ['tryAgain', 'editProfile'],
    key: 'clientId',
  },
  {
    pattern: /invalid_scope/i,
    complaint: 'scopeUnknown',
    source: authorize,
    meaning: text('The app client does not have one of the scopes. Cognito has no “offline_access”.'),
    advice: text('Allow it: Cognito console › the user pool › App clients › the client › Login pages.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'scopes',
  },
  {
    pattern: /invalid_client/i,
    complaint: 'client',
    source: token,
    meaning: text('The user pool does not know this client ID, or the app client has a secret that was not sent.'),
    advice: text(
      'Check “clientId”, “issuer” and “clientAuthentication”: Cognito console › the user pool › App clients.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientId',
  },
];
