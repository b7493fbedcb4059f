import type { Complaint } from '../explain/explanation.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { Mend, Refusal } from './refusal.ts';

const authorization = 'RFC 6749 §4.1.2.1';
const token = 'RFC 6749 §5.2';
const connect = 'OpenID Connect Core §3.1.2.6';
const device = 'RFC 8628 §3.5';
const dpop = 'RFC 9449 §5, §8';
const github = 'GitHub: troubleshooting OAuth app access token request errors (docs.github.com)';

const refusal = (source: string, complaint: Complaint, meaning: Text, mend: Mend): Refusal => ({
  ...{ source, complaint, meaning },
  ...mend,
});

const signIn: Mend = { advice: text('Sign in again.'), mendings: ['signIn'] };
const later: Mend = { advice: text('Try again in a while.'), mendings: ['tryAgain', 'showLog'] };
const client: Mend = {
  advice: text('Check “clientId” and “clientAuthentication” of the profile against the registration at the server.'),
  adviceFor: {
    secret: text(
      'Most likely the client secret is wrong, expired or replaced: enter the current one. If it is right, check “clientId” and “clientAuthentication” of the profile.',
    ),
    key: text(
      'Most likely the private key is not the one that is registered: enter the right one, or register its public key. If it is right, check “clientId” and “clientAuthentication” of the profile.',
    ),
    certificate: text(
      'Most likely the client certificate is not the one that is registered, or its authority is not: enter the right one. If it is right, check “clientId” and “clientAuthentication” of the profile.',
    ),
  },
  mendings: ['enterSecret', 'editProfile', 'tryAgain'],
  key: 'clientId',
};
const grant: Mend = {
  advice: text(
    'Allow the grant of the profile for this client at the server: authorization code with PKCE and refresh tokens, unless “grant” says otherwise.',
  ),
  mendings: ['tryAgain', 'editProfile'],
  key: 'clientId',
};
const parameters: Mend = {
  advice: text('Check “authorizationParameters” and “tokenParameters” of the profile; the server’s words say which.'),
  mendings: ['editProfile', 'tryAgain', 'showLog'],
  key: 'authorizationParameters',
};
const proof: Mend = {
  advice: text('Try again. If it goes on, check the clock of this computer.'),
  mendings: ['tryAgain', 'showLog'],
};
const requestObject: Mend = {
  advice: text('Remove such a parameter from “authorizationParameters” of the profile.'),
  mendings: ['editProfile'],
  key: 'authorizationParameters',
};

/** By `error` alone: the codes of the specifications, and GitHub's. Whatever a provider says more exactly goes before. */
export const codes: Readonly<Record<string, Refusal>> = {
  invalid_request: refusal(
    authorization,
    'request',
    text('The server finds a parameter missing, unknown, doubled or malformed.'),
    parameters,
  ),
  unauthorized_client: refusal(authorization, 'clientNotAllowed', text('The client may not ask in this way.'), grant),
  access_denied: refusal(
    authorization,
    'declined',
    text('The sign-in was declined, by the user or by the server. Nothing has changed.'),
    {
      advice: text('If nobody declined, the account or the client may lack the permission at the server.'),
      mendings: ['tryAgain', 'otherAccount', 'showLog'],
    },
  ),
  unsupported_response_type: refusal(
    authorization,
    'clientNotAllowed',
    text('The server, or this client of it, does not offer the authorization code.'),
    grant,
  ),
  unsupported_grant_type: refusal(
    token,
    'clientNotAllowed',
    text('The server, or this client of it, does not offer this grant.'),
    grant,
  ),
  invalid_scope: refusal(
    authorization,
    'scopeUnknown',
    text('The server does not accept the scopes that were asked for.'),
    {
      advice: text('Check “scopes”: the API must define them, and the client must be allowed to ask for them.'),
      mendings: ['editProfile', 'tryAgain'],
      key: 'scopes',
    },
  ),
  server_error: refusal(authorization, 'server', text('The server has a problem of its own.'), later),
  temporarily_unavailable: refusal(authorization, 'server', text('The server is overloaded or being serviced.'), later),
  invalid_client: refusal(
    token,
    'client',
    text('The server does not know the client, or how it proves itself.'),
    client,
  ),
  invalid_grant: refusal(
    token,
    'grantEnded',
    text('The refresh token or the code is no longer good: expired, revoked or used already.'),
    signIn,
  ),
  invalid_token: refusal(
    'RFC 6750 §3.1',
    'rejected',
    text('The server does not take this token: expired, revoked or malformed.'),
    signIn,
  ),
  insufficient_scope: refusal('RFC 6750 §3.1', 'scope', text('The token lacks a scope that this request needs.'), {
    advice: text('Add the scope to “scopes” of the profile and sign in again.'),
    mendings: ['editProfile', 'signIn'],
    key: 'scopes',
  }),
  authorization_pending: refusal(
    device,
    'pending',
    text('The user has not finished the sign-in on the other device yet.'),
    { advice: text('Finish it there.'), mendings: ['tryAgain'] },
  ),
  slow_down: refusal(device, 'rateLimited', text('The server asks to slow down.'), later),
  expired_token: refusal(
    device,
    'grantEnded',
    text('The device code has expired before the sign-in was done.'),
    signIn,
  ),
  invalid_target: refusal('RFC 8707 §2', 'target', text('The server gives this client no token for this API.'), {
    advice: text(
      'Check “audience” or “resource” of the profile: the API must be registered under exactly this name, and the client must be allowed to use it.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'audience',
  }),
  invalid_resource: refusal(
    'Microsoft identity platform: token errors',
    'target',
    text('The API that the request names does not exist, or is not set up for this client.'),
    {
      advice: text('Check the API that the scopes of the profile name.'),
      mendings: ['editProfile', 'tryAgain'],
      key: 'scopes',
    },
  ),
  invalid_authorization_details: refusal(
    'RFC 9396 §5',
    'request',
    text('The server does not accept “authorization_details”.'),
    requestObject,
  ),
  invalid_request_uri: refusal(
    connect,
    'request',
    text('The pushed request has expired or was used already (RFC 9126).'),
    { advice: text('Try again, and finish the page that opens soon.'), mendings: ['tryAgain'] },
  ),
  invalid_request_object: refusal(connect, 'request', text('The request object is not valid.'), requestObject),
  request_not_supported: refusal(connect, 'request', text('The server takes no request objects.'), requestObject),
  request_uri_not_supported: refusal(connect, 'request', text('The server takes no “request_uri”.'), requestObject),
  registration_not_supported: refusal(connect, 'request', text('The server takes no “registration”.'), requestObject),
  interaction_required: refusal(
    connect,
    'interaction',
    text('The server wants the user to do something on its page, so a token cannot be had silently.'),
    signIn,
  ),
  login_required: refusal(connect, 'interaction', text('Nobody is signed in at the server in this browser.'), signIn),
  account_selection_required: refusal(
    connect,
    'interaction',
    text('Several accounts are signed in at the server, and one must be chosen.'),
    { advice: text('Sign in again and choose one.'), mendings: ['otherAccount', 'signIn'] },
  ),
  consent_required: refusal(
    connect,
    'consent',
    text('The permissions that are asked for need a consent that nobody has given yet.'),
    {
      advice: text('Sign in and consent. Where only administrators may, one of them must do it.'),
      mendings: ['consent', 'signIn'],
    },
  ),
  invalid_dpop_proof: refusal(
    dpop,
    'dpopProof',
    text('The server does not accept the proof of the key (DPoP).'),
    proof,
  ),
  use_dpop_nonce: refusal(dpop, 'dpopNonce', text('The server wants another nonce in the proof of the key.'), proof),
  unmet_authentication_requirements: refusal(
    'RFC 9470 §5',
    'interaction',
    text('The user did not authenticate as strongly or as recently as was asked for.'),
    { advice: text('Sign in again and use the stronger method.'), mendings: ['signIn', 'otherAccount'] },
  ),
  insufficient_user_authentication: refusal(
    'RFC 9470 §3',
    'stepUp',
    text('The authentication behind this token is not strong or not recent enough.'),
    signIn,
  ),
  unsupported_token_type: refusal(
    'RFC 7009 §2.2.1',
    'request',
    text('The server does not revoke this kind of token.'),
    {
      advice: text('End the session at the server.'),
      mendings: ['showLog'],
    },
  ),
  too_many_requests: refusal('RFC 6585 §4', 'rateLimited', text('The server asks to slow down.'), later),
  bad_verification_code: refusal(github, 'grantEnded', text('The code has expired or was used already.'), signIn),
  bad_refresh_token: refusal(github, 'grantEnded', text('The refresh token has expired or was used already.'), signIn),
  incorrect_client_credentials: refusal(github, 'client', text('The client ID or the client secret is wrong.'), client),
  application_suspended: refusal(github, 'client', text('The application is suspended.'), {
    advice: text('Its owner can ask GitHub’s support why.'),
    mendings: ['showLog'],
  }),
  unverified_user_email: refusal(github, 'policy', text('The account’s primary e-mail address is not verified.'), {
    advice: text('Verify it in the settings of the account, then try again.'),
    mendings: ['tryAgain', 'otherAccount'],
  }),
  device_flow_disabled: refusal(github, 'clientNotAllowed', text('The device flow is off for this application.'), {
    advice: text('Turn on “Enable Device Flow” in the settings of the application.'),
    mendings: ['tryAgain', 'editProfile'],
    key: 'grant',
  }),
};
