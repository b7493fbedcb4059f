import type { Api, Profile } from '../profile/profile.ts';

/** What makes an authorization request safe and answerable: no profile may set it (RFC 6749 §4.1.1, RFC 7636, RFC 9101). */
const ownAuthorizationParameters = new Set([
  'client_id',
  'client_secret',
  'code_challenge',
  'code_challenge_method',
  'dpop_jkt',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'state',
]);

const ownTokenParameters = new Set([
  'assertion',
  'client_assertion',
  'client_assertion_type',
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'device_code',
  'grant_type',
  'redirect_uri',
  'refresh_token',
  'requested_token_use',
  'subject_token',
  'subject_token_type',
]);

/** The profile's extra parameters, then what chooses the API: `scope`, `audience`, `resource` (RFC 8707 §2). */
export function authorizationParameters(profile: Profile, api: Api): URLSearchParams {
  const parameters = without(profile.authorizationParameters, ownAuthorizationParameters);
  if (api.scopes.length > 0) {
    parameters.set('scope', api.scopes.join(' '));
  }
  chooseApi(parameters, api);
  return parameters;
}

/** RFC 6749 §4.4.2, RFC 7521 §4.1, RFC 8693 §2.1: there is no other request, so this one names scopes and API both. */
export function directParameters(profile: Profile, api: Api): URLSearchParams {
  const parameters = without(profile.tokenParameters, ownTokenParameters);
  if (api.scopes.length > 0) {
    parameters.set('scope', api.scopes.join(' '));
  }
  chooseApi(parameters, api);
  return parameters;
}

/** The `resource` is repeated at the token endpoint (RFC 8707 §2.2); Auth0's `audience` belongs to the code already. */
export function codeParameters(profile: Profile, api: Api): URLSearchParams {
  const parameters = without(profile.tokenParameters, ownTokenParameters);
  chooseApi(parameters, { ...api, audience: undefined });
  return parameters;
}

/**
 * RFC 6749 §6: without `scope` the server grants what the refresh token stands for, and with it never more, sometimes
 * less. So it is sent only where nothing else tells the profile's APIs apart (Entra ID: one resource a token, chosen by
 * scope). `audience` is Auth0's multi-resource refresh, `resource` RFC 8707 §2.2.
 */
export function refreshParameters(profile: Profile, api: Api): URLSearchParams {
  const parameters = without(profile.tokenParameters, ownTokenParameters);
  chooseApi(parameters, api);
  const chosenByScope = api.audience === undefined && api.resource.length === 0;
  const asked = api.scopes.join(' ');
  const others = profile.apis.filter(({ name }) => name !== api.name);
  if (chosenByScope && asked !== '' && others.some(({ scopes }) => scopes.join(' ') !== asked)) {
    parameters.set('scope', asked);
  }
  return parameters;
}

function chooseApi(
  parameters: URLSearchParams,
  { audience, resource }: { readonly audience?: string | undefined; readonly resource: readonly string[] },
): void {
  if (audience !== undefined) {
    parameters.set('audience', audience);
  }
  if (resource.length > 0) {
    parameters.delete('resource');
  }
  for (const one of resource) {
    parameters.append('resource', one);
  }
}

function without(pairs: Readonly<Record<string, string>>, own: ReadonlySet<string>): URLSearchParams {
  return new URLSearchParams(Object.entries(pairs).filter(([name]) => !own.has(name)));
}
