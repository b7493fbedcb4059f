import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { Complaint } from './explanation.ts';

/** One error of Entra ID's token service. */
export interface EntraError {
  readonly code: string;
  readonly complaint: Complaint;
  readonly meaning: Text;
}

type Entry = readonly [complaint: Complaint, meaning: Text];

/** The ones that developers meet, in own words after Microsoft's list of AADSTS error codes. */
const errors: Readonly<Record<string, Entry>> = {
  '16000': ['interaction', text('Several accounts are signed in, and one must be chosen.')],
  '50001': ['target', text('The API (resource) is not known in this tenant.')],
  '50005': ['policy', text('Conditional access does not allow this kind of device.')],
  '50011': ['redirectUri', text('The redirect URI is not registered for this client.')],
  '50020': ['policy', text('The account belongs to another tenant and was not invited to this one.')],
  '50034': ['interaction', text('The account does not exist in this tenant.')],
  '50053': ['policy', text('The account is locked, or the sign-in came from a blocked address.')],
  '50055': ['interaction', text('The password has expired.')],
  '50057': ['policy', text('The account is disabled.')],
  '50058': ['interaction', text('Nobody is signed in in the browser, so that a silent sign-in cannot work.')],
  '50059': ['request', text('The request does not say which tenant it is for.')],
  '50072': ['interaction', text('The user must set up multi-factor authentication.')],
  '50074': ['interaction', text('Strong authentication is required, and the user did not pass it.')],
  '50076': ['interaction', text('Multi-factor authentication is required for this API or from this place.')],
  '50078': ['interaction', text('The multi-factor authentication is too old.')],
  '50079': ['interaction', text('The user must set up multi-factor authentication.')],
  '50089': ['grantEnded', text('The sign-in flow took too long.')],
  '50097': ['policy', text('A device that is known to the tenant is required.')],
  '50105': ['policy', text('The user is not assigned to the application, and it admits assigned users only.')],
  '50126': ['interaction', text('The user name or password is wrong.')],
  '50131': ['policy', text('Conditional access did not allow the sign-in.')],
  '50132': ['grantEnded', text('The session was ended: a password change, or an administrator.')],
  '50133': ['grantEnded', text('The session ended because the password changed.')],
  '50158': ['interaction', text('An external security challenge was not passed.')],
  '50173': ['grantEnded', text('The refresh token was withdrawn, mostly by a password change.')],
  '50194': ['clientNotAllowed', text('The application is for one tenant: use the tenant’s own issuer, not “common”.')],
  '53000': ['policy', text('Conditional access requires a compliant device.')],
  '53001': ['policy', text('Conditional access requires a domain-joined device.')],
  '53003': ['policy', text('A conditional access policy blocks the sign-in.')],
  '54005': ['grantEnded', text('The authorization code was used already.')],
  '65001': ['consent', text('Nobody has consented to these permissions for this client yet.')],
  '65004': ['declined', text('The user declined to consent.')],
  '65005': ['target', text('The client’s registration does not list this API among its permissions.')],
  '70000': ['grantEnded', text('The grant is not valid: expired, withdrawn, or for other scopes.')],
  '70001': ['client', text('The application is not known in this tenant.')],
  '70008': ['grantEnded', text('The code or refresh token has expired, for want of use.')],
  '70011': [
    'scopeUnknown',
    text('The scope is not valid. One token is for one API: scopes of several APIs cannot be mixed.'),
  ],
  '70016': ['pending', text('The user has not finished signing in on the other device yet.')],
  '70043': ['grantEnded', text('The refresh token has expired by a sign-in frequency policy.')],
  '75011': ['interaction', text('The user signed in by another method than the application wants.')],
  '90002': ['client', text('The tenant does not exist: check the issuer.')],
  '90009': ['target', text('An application asks for a token for itself: use its identifier as the API.')],
  '90014': ['request', text('A parameter is missing.')],
  '90072': ['policy', text('The account does not exist in this tenant and must be invited first.')],
  '90094': ['consent', text('An administrator must consent to these permissions.')],
  '90099': ['consent', text('The application is not authorized in this tenant yet: an administrator must consent.')],
  '135010': ['client', text('The key that the client signs with was not found.')],
  '500011': ['target', text('The API (resource) was not found in this tenant: check its identifier and the tenant.')],
  '500014': ['target', text('The API is disabled in this tenant.')],
  '500113': ['redirectUri', text('No redirect URI is registered for this client.')],
  '500131': ['audience', text('The assertion is for another audience.')],
  '500133': ['expired', text('The assertion is outside its lifetime.')],
  '530003': ['policy', text('A device that is known to the tenant is required.')],
  '650053': ['scopeUnknown', text('The client asks for a scope that the API does not have.')],
  '650056': ['target', text('The client’s registration lacks this API, or consent for it.')],
  '650057': ['target', text('The API is not among the permissions that the client’s registration lists.')],
  '700016': ['client', text('The client was not found in this tenant: check the client ID and the tenant.')],
  '700022': ['scopeUnknown', text('Scopes of several APIs were asked for at once.')],
  '700025': ['client', text('The client is public, so it must not send a secret.')],
  '700027': ['client', text('The client’s assertion has a bad signature.')],
  '700054': ['clientNotAllowed', text('The response type is not enabled for the client.')],
  '700081': ['grantEnded', text('The refresh token of a single-page application has expired: it lives a day.')],
  '700082': ['grantEnded', text('The refresh token has expired, for want of use.')],
  '700084': ['grantEnded', text('The refresh token of a single-page application has expired: it lives a day.')],
  '7000112': ['client', text('The application is disabled.')],
  '7000215': ['client', text('The client secret is wrong. It is the secret’s value that counts, not its ID.')],
  '7000218': [
    'client',
    text('The client is confidential and must prove itself, or “Allow public client flows” must be on.'),
  ],
  '7000222': ['client', text('The client secret has expired.')],
  '9002313': ['request', text('The request is malformed.')],
  '9002326': [
    'clientNotAllowed',
    text(
      'The redirect URI is registered for single-page applications: register it for mobile and desktop applications.',
    ),
  ],
  '9002327': [
    'clientNotAllowed',
    text(
      'The redirect URI is registered for single-page applications: register it for mobile and desktop applications.',
    ),
  ],
};

export const entraSource = 'Microsoft Entra: authentication and authorization error codes';

/** The first error of Entra ID that a text names. */
export function findEntraError(text: string): EntraError | undefined {
  const code =
    /\bAADSTS\s?(\d{5,7})\b/i.exec(text)?.[1] ?? /"error_codes"\s{0,5}:\s{0,5}\[\s{0,5}(\d{5,7})/.exec(text)?.[1];
  if (code === undefined) return undefined;
  const [complaint, meaning] = (Object.hasOwn(errors, code) ? errors[code] : undefined) ?? ['unknown', unlisted];
  return { code: `AADSTS${code}`, complaint, meaning };
}

const unlisted = text(
  'This error of Entra ID is not in the inspector’s list: the page login.microsoftonline.com/error explains it.',
);
