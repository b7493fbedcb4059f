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

/** What the codes of the token endpoint mean with grants where nobody signs in. Others read as they do everywhere. */
export const codesOfGrant: Readonly<Record<string, Codes | undefined>> = { jwtBearer };
