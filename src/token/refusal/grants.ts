import { text } from '../text.ts';
import type { Refusal } from './refusal.ts';

type Codes = Readonly<Record<string, Refusal | undefined>>;

const jwtNotAllowed: Refusal = {
  complaint: 'clientNotAllowed',
  source: 'RFC 7521 §4.1.1, RFC 6749 §5.2',
  meaning: text(
    'The server, or this client of it, does not take assertions, or nobody allowed the client to act for whom the assertion names.',
  ),
  advice: text(
    'Allow the JWT bearer grant for this client at the server. Where “assertionClaims” names a “sub”, that user or an administrator must have allowed it; Google calls that domain-wide delegation.',
  ),
  mendings: ['tryAgain', 'editProfile'],
  key: 'assertionClaims',
};

const jwtBearer: Codes = {
  invalid_grant: {
    complaint: 'assertion',
    source: 'RFC 7523 §3.1',
    meaning: text('The server does not accept the assertion that the client signed.'),
    advice: text(
      'Check that the key’s public half is registered for this client, and “iss”, “sub” and “aud” in “assertionClaims”: “aud” is the token endpoint if it is not there, and some servers want their issuer.',
    ),
    mendings: ['editProfile', 'enterKey', 'tryAgain'],
    key: 'assertionClaims',
  },
  invalid_client: {
    complaint: 'client',
    source: 'RFC 7521 §4.1.1, RFC 6749 §5.2',
    meaning: text('The server does not know the client, or the key that it signs with.'),
    advice: text(
      'Check “clientId” and “clientAuthentication” of the profile, and that the key’s public half is registered for this client.',
    ),
    mendings: ['enterSecret', 'enterKey', 'editProfile'],
    key: 'clientId',
  },
  unauthorized_client: jwtNotAllowed,
  unsupported_grant_type: jwtNotAllowed,
};

const exchangeSource = 'RFC 8693 §2.2.2';

/** The server must say `invalid_request` for this; many say `invalid_grant`. */
const notAccepted: Refusal = {
  complaint: 'exchange',
  source: exchangeSource,
  meaning: text(
    'The server does not accept the token that was to be exchanged, or does not let this client exchange it.',
  ),
  advice: text(
    'As a rule the token must be for the API that “clientId” stands for. Check “subject” of the profile and the audience of that token; if it was revoked, sign in again.',
  ),
  mendings: ['editProfile', 'signIn', 'tryAgain'],
  key: 'subject',
};

const exchangeNotAllowed: Refusal = {
  complaint: 'clientNotAllowed',
  source: exchangeSource,
  meaning: text('The server, or this client of it, does not exchange tokens.'),
  advice: text(
    'Allow the token exchange for the client of “clientId” at the server: “Standard token exchange” at Keycloak, the grant type “Token Exchange” at Okta and Auth0.',
  ),
  mendings: ['tryAgain', 'editProfile'],
  key: 'clientId',
};

const tokenExchange: Codes = {
  invalid_grant: notAccepted,
  invalid_request: notAccepted,
  invalid_target: {
    complaint: 'target',
    source: exchangeSource,
    meaning: text('The server gives this client no token for this API in exchange.'),
    advice: text(
      'Check “audience” or “resource” of the API in the profile, and that the server lets the client of “clientId” exchange tokens for it.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'audience',
  },
  unauthorized_client: exchangeNotAllowed,
  unsupported_grant_type: exchangeNotAllowed,
};

const onBehalfOf =
  'Microsoft identity platform: OAuth 2.0 On-Behalf-Of flow (learn.microsoft.com/entra/identity-platform)';

/** The errors of Entra ID that mean another thing on behalf of a user than at a sign-in. */
const entraOnBehalfOf: Codes = {
  '50013': notAccepted,
  '500131': {
    complaint: 'exchange',
    source: onBehalfOf,
    meaning: text('The token that was to be exchanged is for another API than the client.'),
    advice: text(
      'The API that “subject” names must ask for a scope of this client, such as “api://CLIENT-ID/access_as_user”: App registrations › the client › Expose an API.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'subject',
  },
  '65001': {
    complaint: 'consent',
    source: onBehalfOf,
    meaning: text('Nobody has consented that this client calls the API for the user.'),
    advice: text(
      'Add the API and grant consent: App registrations › the client › API permissions. Or list the client of the sign-in in “knownClientApplications” of this one’s manifest, and sign in with consent.',
    ),
    mendings: ['tryAgain', 'consent', 'editProfile'],
    key: 'clientId',
  },
};

/** What the codes of the token endpoint mean with grants where nobody signs in. Others read as they do everywhere. */
export const codesOfGrant: Readonly<Record<string, Codes | undefined>> = { jwtBearer, tokenExchange };

/** The same by the numbers of Entra ID. */
export const entraOfGrant: Readonly<Record<string, Codes | undefined>> = { tokenExchange: entraOnBehalfOf };
