import type { Complaint } from '../explain/explanation.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import * as mend from './entraMends.ts';
import type { Mend, Refusal } from './refusal.ts';

type Entry = readonly [complaint: Complaint, meaning: Text, mend: Mend];

/** The ones that developers meet, in own words after Microsoft's list of AADSTS error codes. */
const errors: Readonly<Record<string, Entry>> = {
  '16000': ['interaction', text('Several accounts are signed in, and one must be chosen.'), mend.otherAccount],
  '50001': ['target', text('The API (resource) is not known in this tenant.'), mend.api],
  '50005': ['policy', text('Conditional access does not allow this kind of device.'), mend.administrator],
  '50011': ['redirectUri', text('The redirect URI is not registered for this client.'), mend.redirectUri],
  '50020': ['policy', text('The account belongs to another tenant and was not invited to this one.'), mend.invite],
  '50034': ['interaction', text('The account does not exist in this tenant.'), mend.invite],
  '50053': ['policy', text('The account is locked, or the sign-in came from a blocked address.'), mend.locked],
  '50055': ['interaction', text('The password has expired.'), mend.password],
  '50057': ['policy', text('The account is disabled.'), mend.otherAccount],
  '50058': [
    'interaction',
    text('Nobody is signed in in the browser, so that a silent sign-in cannot work.'),
    mend.signIn,
  ],
  '50059': ['request', text('The request does not say which tenant it is for.'), mend.tenant],
  '50072': ['interaction', text('The user must set up multi-factor authentication.'), mend.strong],
  '50074': ['interaction', text('Strong authentication is required, and the user did not pass it.'), mend.strong],
  '50076': [
    'interaction',
    text('Multi-factor authentication is required for this API or from this place.'),
    mend.strong,
  ],
  '50078': ['interaction', text('The multi-factor authentication is too old.'), mend.strong],
  '50079': ['interaction', text('The user must set up multi-factor authentication.'), mend.strong],
  '50089': ['grantEnded', text('The sign-in flow took too long.'), mend.signIn],
  '50097': ['policy', text('A device that is known to the tenant is required.'), mend.device],
  '50105': [
    'policy',
    text('The user is not assigned to the application, and it admits assigned users only.'),
    mend.assign,
  ],
  '50126': ['interaction', text('The user name or password is wrong.'), mend.password],
  '50131': ['policy', text('Conditional access did not allow the sign-in.'), mend.administrator],
  '50132': ['grantEnded', text('The session was ended: a password change, or an administrator.'), mend.signIn],
  '50133': ['grantEnded', text('The session ended because the password changed.'), mend.signIn],
  '50158': ['interaction', text('An external security challenge was not passed.'), mend.strong],
  '50173': ['grantEnded', text('The refresh token was withdrawn, mostly by a password change.'), mend.signIn],
  '50194': [
    'clientNotAllowed',
    text('The application is for one tenant: use the tenant’s own issuer, not “common”.'),
    mend.tenant,
  ],
  '53000': ['policy', text('Conditional access requires a compliant device.'), mend.device],
  '53001': ['policy', text('Conditional access requires a domain-joined device.'), mend.device],
  '53003': ['policy', text('A conditional access policy blocks the sign-in.'), mend.administrator],
  '54005': ['grantEnded', text('The authorization code was used already.'), mend.signIn],
  '65001': ['consent', text('Nobody has consented to these permissions for this client yet.'), mend.consent],
  '65004': ['declined', text('The user declined to consent.'), mend.consent],
  '65005': ['target', text('The client’s registration does not list this API among its permissions.'), mend.permission],
  '70000': ['grantEnded', text('The grant is not valid: expired, withdrawn, or for other scopes.'), mend.signIn],
  '70001': ['client', text('The application is disabled, or not known in this tenant.'), mend.client],
  '70002': ['client', text('The client secret does not fit the client.'), mend.secret],
  '70008': ['grantEnded', text('The code or refresh token has expired, for want of use.'), mend.signIn],
  '70011': [
    'scopeUnknown',
    text('The scope is not valid. One token is for one API: scopes of several APIs cannot be mixed.'),
    mend.scopes,
  ],
  '70016': ['pending', text('The user has not finished signing in on the other device yet.'), mend.pending],
  '70019': ['grantEnded', text('The device code has expired before the sign-in was done.'), mend.signIn],
  '70043': ['grantEnded', text('The refresh token has expired by a sign-in frequency policy.'), mend.signIn],
  '75011': ['interaction', text('The user signed in by another method than the application wants.'), mend.strong],
  '90002': ['client', text('The tenant does not exist: check the issuer.'), mend.tenant],
  '90009': ['target', text('An application asks for a token for itself: use its identifier as the API.'), mend.scopes],
  '90013': ['request', text('A value of the request is not valid.'), mend.parameters],
  '90014': ['request', text('A parameter is missing.'), mend.parameters],
  '90072': ['policy', text('The account does not exist in this tenant and must be invited first.'), mend.invite],
  '90094': ['consent', text('An administrator must consent to these permissions.'), mend.adminConsent],
  '90095': ['consent', text('An administrator must consent, and can be asked on the page.'), mend.adminConsent],
  '90099': [
    'consent',
    text('The application is not authorized in this tenant yet: an administrator must consent.'),
    mend.adminConsent,
  ],
  '135004': ['request', text('The address to return to after signing out is not valid.'), mend.parameters],
  '135010': ['client', text('The key that the client signs with was not found.'), mend.client],
  '240001': ['policy', text('The user may not register devices in this tenant.'), mend.administrator],
  '500011': [
    'target',
    text('The API (resource) was not found in this tenant: check its identifier and the tenant.'),
    mend.api,
  ],
  '500014': ['target', text('The API is disabled in this tenant.'), mend.api],
  '500021': ['policy', text('The network lets nobody sign in at this tenant.'), mend.administrator],
  '500113': ['redirectUri', text('No redirect URI is registered for this client.'), mend.redirectUri],
  '500131': ['audience', text('The assertion is for another audience.'), mend.api],
  '500133': ['expired', text('The assertion is outside its lifetime.'), mend.signIn],
  '500208': ['policy', text('This tenant does not take this kind of account, personal ones for example.'), mend.tenant],
  '501481': ['grantEnded', text('The code belongs to another sign-in (PKCE).'), mend.signIn],
  '530003': ['policy', text('A device that is known to the tenant is required.'), mend.device],
  '650053': ['scopeUnknown', text('The client asks for a scope that the API does not have.'), mend.scopes],
  '650056': ['target', text('The client’s registration lacks this API, or consent for it.'), mend.permission],
  '650057': [
    'target',
    text('The API is not among the permissions that the client’s registration lists.'),
    mend.permission,
  ],
  '700016': [
    'client',
    text('The client was not found in this tenant: check the client ID and the tenant.'),
    mend.client,
  ],
  '700022': ['scopeUnknown', text('Scopes of several APIs were asked for at once.'), mend.scopes],
  '700025': ['client', text('The client is public, so it must not send a secret.'), mend.noSecret],
  '700027': ['client', text('The client’s assertion has a bad signature.'), mend.client],
  '700054': ['clientNotAllowed', text('The response type is not enabled for the client.'), mend.parameters],
  '700081': [
    'grantEnded',
    text('The refresh token of a single-page application has expired: it lives a day.'),
    mend.nativeAgain,
  ],
  '700082': ['grantEnded', text('The refresh token has expired, for want of use.'), mend.signIn],
  '700084': [
    'grantEnded',
    text('The refresh token of a single-page application has expired: it lives a day.'),
    mend.nativeAgain,
  ],
  '900023': ['client', text('The tenant in the issuer is neither an ID nor a domain.'), mend.tenant],
  '900144': ['request', text('A parameter is missing.'), mend.parameters],
  '1002016': ['request', text('The connection uses TLS 1.0 or 1.1, which Entra ID no longer takes.'), mend.tls],
  '7000112': ['client', text('The application is disabled.'), mend.client],
  '7000215': [
    'client',
    text('The client secret is wrong. It is the secret’s value that counts, not its ID.'),
    mend.secret,
  ],
  '7000218': [
    'client',
    text('The client is confidential and must prove itself, or “Allow public client flows” must be on.'),
    mend.publicClient,
  ],
  '7000222': ['client', text('The client secret has expired.'), mend.secret],
  '9002313': ['request', text('The request is malformed.'), mend.parameters],
  '9002325': [
    'clientNotAllowed',
    text('The redirect URI is registered for single-page applications, which must send PKCE from a browser.'),
    mend.native,
  ],
  '9002326': [
    'clientNotAllowed',
    text('The request carried a browser’s origin, and only single-page applications may.'),
    mend.native,
  ],
  '9002327': [
    'clientNotAllowed',
    text(
      'The redirect URI is registered for single-page applications: register it for mobile and desktop applications.',
    ),
    mend.native,
  ],
};

export const entraSource =
  'Microsoft Entra: authentication and authorization error codes (learn.microsoft.com/entra/identity-platform/reference-error-codes)';

/** One error of Entra ID's token service, by its number. `undefined` when it is not in the list. */
export function entraError(code: string): Refusal | undefined {
  const entry = Object.hasOwn(errors, code) ? errors[code] : undefined;
  if (entry === undefined) return undefined;
  const [complaint, meaning, mend] = entry;
  return { complaint, meaning, ...mend, source: entraSource };
}

/** The number of the first error of Entra ID that a text names. */
export function entraCode(text: string): string | undefined {
  return /\bAADSTS\s?(\d{5,7})\b/i.exec(text)?.[1] ?? /"error_codes"\s{0,5}:\s{0,5}\[\s{0,5}(\d{5,7})/.exec(text)?.[1];
}
