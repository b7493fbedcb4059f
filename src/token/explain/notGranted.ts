import type { Vendor } from '../issuer.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { ExplainAction } from './explanation.ts';
import type { Suspect } from './suspect.ts';

/** Where a permission is granted, by vendor. */
const places: Partial<Readonly<Record<Vendor, Text>>> = {
  auth0: text(
    'At Auth0: add the permission to the API, and, where RBAC is on for it, to a role of the user; “Add Permissions in the Access Token” shows them.',
  ),
  entra: text(
    'At Entra ID: list it under “API permissions” of the client’s registration, and let an administrator grant consent for the tenant.',
  ),
  okta: text(
    'At Okta: define the scope at the authorization server, and let a rule of its access policy admit it for this client and user.',
  ),
  keycloak: text(
    'At Keycloak: assign the client scope to the client, and give the user the role that the scope is tied to.',
  ),
  cognito: text('At Cognito: tick the scope of the resource server for the app client.'),
  google: text('At Google: the user must leave the permission ticked on the consent page; the API must be enabled.'),
};

/** What brings a scope that the server left out although it was asked for (RFC 6749 §3.3). */
export function grantHints({ facts }: Suspect): readonly Text[] {
  const place = facts.vendor === undefined ? undefined : places[facts.vendor];
  return [
    text(
      'Asking again seldom helps. The authorization server must allow it first: to this client, for this API, and to the user.',
    ),
    ...(place === undefined ? [] : [place]),
    text('Or sign in as a user who has the permission. A user who declined it can consent by asking again.'),
  ];
}

/** Asking for the same again does not come first. */
export function grantActions(
  { target }: Suspect,
  scopes: readonly string[],
  again: readonly ExplainAction[],
): readonly ExplainAction[] {
  return target === undefined ? again : [{ kind: 'otherUser', target, scopes }, ...again];
}
