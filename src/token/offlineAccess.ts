import { vendorOf } from './issuer.ts';
import type { Vendor } from './issuer.ts';

/** Servers that are known to give refresh tokens without asking for consent each time, or by other means altogether. */
const withoutConsent: readonly (Vendor | undefined)[] = ['auth0', 'entra', 'okta', 'keycloak', 'cognito', 'adfs'];

/** Whether a `prompt` asks for consent (OpenID Connect Core §3.1.2.1); it may ask for more besides. */
export function asksForConsent(prompt: string | undefined): boolean {
  return prompt?.split(' ').includes('consent') === true;
}

/**
 * Whether a server that gave no refresh token may have waited for `prompt=consent`: without it it may ignore the scope
 * `offline_access` (OpenID Connect Core §11), and some do.
 */
export function mayWantConsent(asked: {
  readonly vendor: Vendor | undefined;
  readonly authorizationParameters: Readonly<Record<string, string>> | undefined;
}): boolean {
  return !asksForConsent(asked.authorizationParameters?.['prompt']) && !withoutConsent.includes(asked.vendor);
}

/** Whether a sign-in with `prompt=consent` may bring the refresh token that the last one of this profile did not. */
export function consentMayHelp(profile: {
  readonly issuer: string;
  readonly grant: string;
  readonly scopes: readonly string[];
  readonly authorizationParameters: Readonly<Record<string, string>>;
}): boolean {
  const asked = profile.grant === 'authorizationCode' && profile.scopes.includes('offline_access');
  return asked && mayWantConsent({ ...profile, vendor: vendorOf(profile.issuer) });
}
