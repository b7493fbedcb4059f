import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Keycloak's own claims. */
export const keycloakClaims = catalogue('https://www.keycloak.org/docs/latest/server_admin/#_protocol-mappers', {
  typ: [
    text('What the token is for.'),
    'text',
    undefined,
    {
      Bearer: text('an access token'),
      ID: text('an ID token'),
      Refresh: text('a refresh token'),
      Offline: text('an offline token: a refresh token that outlives the session'),
      Logout: text('a logout token'),
      DPoP: text('an access token that is bound to a key'),
    },
  ],
  azp: [text('The client that the token was issued to. Keycloak’s audience often leaves it out.'), 'client'],
  aud: [text('Which APIs the token is for. “account” is Keycloak’s own account console.'), 'audience'],
  realm_access: [text('The roles of the user in the whole realm.'), 'object'],
  resource_access: [text('The roles of the user at single clients, by client.'), 'object'],
  session_state: [text('The user’s session at Keycloak.'), 'text'],
  sid: [text('The user’s session at Keycloak.'), 'text'],
  'allowed-origins': [text('The web origins that may use the token from a browser.'), 'list'],
  acr: [
    text('How the user was authenticated.'),
    'assurance',
    undefined,
    { '0': text('by a session that was there already'), '1': text('by signing in') },
  ],
  'trusted-certs': [text('Certificates that the client trusts.'), 'list'],
  authorization: [text('What the user may do, by Keycloak’s authorization services.'), 'object'],
  clientId: [text('The client that acts for itself.'), 'client'],
  clientHost: [text('The host that the client’s request came from.'), 'text'],
  clientAddress: [text('The network address that the client’s request came from.'), 'text'],
  upn: [text('The user’s name, as MicroProfile JWT wants it.'), 'text'],
  group_membership: [text('The groups that the user is in.'), 'list'],
  organization: [text('The organizations that the user belongs to.'), 'object'],
  user_name: [text('The user’s name.'), 'text'],
});
