import type { Api, Profile } from '../profile/profile.ts';

/** What every sign-in of the demo asks for. */
export const oidcScopes = ['openid', 'profile', 'email', 'offline_access'] as const;

export type DemoApiName = 'orders' | 'stock' | 'admin';

export interface DemoApi {
  readonly name: DemoApiName;
  readonly audience: string;
  /** What a client may ask for. */
  readonly scopes: readonly string[];
  /** Scopes that not everybody may have, and who may: for the others they are left out without a word, as Auth0's RBAC does. */
  readonly reserved?: Readonly<Record<string, readonly string[]>>;
  /** Auth0's "Allow Offline Access". */
  readonly allowsRefresh: boolean;
  /** Seconds that an access token lives. */
  readonly lifetime: number;
}

export const demoApis: readonly DemoApi[] = [
  {
    name: 'orders',
    audience: 'https://orders.demo.example',
    scopes: ['read:orders', 'write:orders'],
    reserved: { 'write:orders': ['demo|grace'] },
    allowsRefresh: true,
    lifetime: 3600,
  },
  {
    name: 'stock',
    audience: 'https://stock.demo.example',
    scopes: ['read:stock'],
    allowsRefresh: true,
    lifetime: 90,
  },
  {
    name: 'admin',
    audience: 'https://admin.demo.example',
    scopes: ['read:users'],
    allowsRefresh: false,
    lifetime: 600,
  },
];

export function apiFor(audience: string | undefined): DemoApi | undefined {
  return demoApis.find((api) => api.audience === audience);
}

/** What a person of the demo may do at an API, or the client for itself. */
export function grantable({ scopes, reserved = {} }: DemoApi, sub: string | undefined): readonly string[] {
  return scopes.filter((scope) => reserved[scope]?.includes(sub ?? '') ?? true);
}

export interface DemoUser {
  readonly sub: string;
  readonly name: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly preferred_username: string;
  readonly email: string;
  readonly email_verified: boolean;
}

export const demoUsers: readonly DemoUser[] = [
  {
    sub: 'demo|ada',
    name: 'Ada Lovelace',
    given_name: 'Ada',
    family_name: 'Lovelace',
    preferred_username: 'ada',
    email: 'ada@demo.example',
    email_verified: true,
  },
  {
    sub: 'demo|grace',
    name: 'Grace Hopper',
    given_name: 'Grace',
    family_name: 'Hopper',
    preferred_username: 'grace',
    email: 'grace@demo.example',
    email_verified: true,
  },
];

export function userFor(sub: string | undefined): DemoUser | undefined {
  return demoUsers.find((user) => user.sub === sub);
}

/** Which claims a scope stands for (OIDC Core §5.4). */
export const claimsByScope: Readonly<Record<string, (keyof DemoUser)[]>> = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username'],
  email: ['email', 'email_verified'],
};

/** The profile that the extension signs in with at a demo server. */
export function demoProfile(issuer: string, clientId: string): Profile {
  const [orders, ...others] = demoApis.map(toApi);
  if (orders === undefined) {
    throw new Error('the demo has no API');
  }
  return {
    name: 'demo',
    issuer,
    clientId,
    redirectUri: 'http://127.0.0.1/callback',
    grant: 'authorizationCode',
    clientAuthentication: 'none',
    scopes: oidcScopes,
    apis: [orders, ...others],
    authorizationParameters: {},
    tokenParameters: {},
    origin: 'demo',
  };
}

/** A profile of the demo's confidential client, which gets tokens for itself (RFC 6749 §4.4). */
export function serviceProfile(issuer: string, clientId: string): Profile {
  const own = ({ name, audience, scopes }: DemoApi): Api => ({ name, resource: [audience], scopes });
  const person = demoProfile(issuer, clientId);
  const [orders, ...others] = demoApis.map(own);
  return {
    ...person,
    name: 'demo service',
    grant: 'clientCredentials',
    clientAuthentication: 'clientSecretBasic',
    scopes: [],
    apis: orders === undefined ? person.apis : [orders, ...others],
  };
}

function toApi({ name, audience, scopes }: DemoApi): Api {
  return { name, audience, resource: [], scopes: [...oidcScopes, ...scopes] };
}
