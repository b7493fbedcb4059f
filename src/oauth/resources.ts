import type { Api, Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import type { OAuthFailure } from './failure.ts';

/**
 * What a sign-in for the API asks for: its own resources first, then those of every other API of the profile that is named
 * by `resource`, because a refresh may ask for no others (RFC 8707 §2.1, §2.2). Their scopes come with them: a resource
 * without its scopes is a token that may do nothing.
 *
 * @returns The API itself where there is nothing to add, or the server reads one `resource` only.
 */
export function withOtherResources(profile: Profile, api: Api): Api {
  if (!isNamedByResource(api) || takesAnyResource(profile)) return api;
  const others = profile.apis.filter(
    (other) => isNamedByResource(other) && !other.resource.every((one) => api.resource.includes(one)),
  );
  if (others.length === 0) return api;
  // Whether there is an ID token is the business of the API that is asked for.
  const scopes = others.flatMap((other) => other.scopes).filter((scope) => scope !== 'openid');
  return {
    ...api,
    resource: [...new Set([...api.resource, ...others.flatMap(({ resource }) => resource)])],
    scopes: [...new Set([...api.scopes, ...scopes])],
  };
}

/**
 * AD FS and Entra ID read one `resource`, and their refresh tokens are good for every other one and stay so (MS-OAPX
 * §2.2.3.3.2, "multi-resource refresh token").
 */
export function takesAnyResource({ issuer }: Pick<Profile, 'issuer'>): boolean {
  const vendor = vendorOf(issuer);
  return vendor === 'adfs' || vendor === 'entra';
}

/** Whether a request may have been refused because it named several resources, or the scopes of one that is not for everybody. */
export function mayWantOneResource({ details }: OAuthFailure): boolean {
  return ['invalid_target', 'invalid_resource', 'invalid_request', 'invalid_scope'].includes(details.error ?? '');
}

function isNamedByResource({ audience, resource }: Api): boolean {
  return audience === undefined && resource.length > 0;
}
