import type { Text } from '../token/text.ts';
import type { Endpoints, Profile } from './profile.ts';

/** What of a server's metadata tells whose software it is (RFC 8414 §2). */
export type MetadataFacts = Readonly<Record<string, unknown>>;

/** How a server is told which API an access token is for, and how a person is asked. */
export interface ApiQuestion {
  readonly by: 'audience' | 'resource' | 'scopes';
  /** Without an answer the access token is good for no API. */
  readonly required: boolean;
  readonly prompt: Text;
  readonly example: string;
  /** What the server wants for an API that is named in another way: Entra ID's `api://…` becomes a scope. */
  readonly scopesFor?: (audience: string, granted: readonly string[]) => readonly string[];
}

/** One sentence about a provider's habit, and where its documentation says so. */
interface Quirk {
  readonly says: string;
  /** Address of a page of the documentation. */
  readonly source: string;
}

/** What is known beforehand about a provider's servers. Data for the wizard, the snippets and the documentation. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** What somebody types who has this provider. */
  readonly example: string;
  /** Whether the address of an issuer is enough to know the provider. */
  readonly byIssuer: (issuer: URL) => boolean;
  /** Whether a server under an address of its owner is this provider's software. */
  readonly byMetadata?: (metadata: MetadataFacts) => boolean;
  /** Issuers that an address may stand for, likeliest first: of an endpoint, of the console. Empty for others' addresses. */
  readonly issuersAt?: (address: URL) => readonly string[];
  /** The issuer that a name without an address stands for: a tenant, a user pool. */
  readonly issuerNamed?: (name: string) => string | undefined;
  /** Why an address of this provider is not enough, and what is. */
  readonly missingAt?: (address: URL) => Text | undefined;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** What is to be registered for it, where that is written in another way. */
  readonly registered?: string;
  /** Where the redirect URI is registered, and how it is compared, each short enough for a line of a narrow window. */
  readonly registration: { readonly where: Text; readonly matching: Text };
  readonly clientAuthentication?: Profile['clientAuthentication'];
  readonly authorizationParameters?: Readonly<Record<string, string>>;
  /** Of servers without discovery. */
  readonly endpoints?: Endpoints;
  /** Absent where the client's own settings decide what a token is for. */
  readonly api?: ApiQuestion;
  /** The provider's page that takes the redirect URI. */
  readonly admin?: (issuer: URL, clientId: string) => string | undefined;
  readonly quirks: readonly Quirk[];
}

/** Who the user is, and to stay signed in. */
export const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];

/** Letters, digits, `-`, `_` and `.`: what may be put into the address of somebody's console. */
export function plainName(name: string | undefined): string | undefined {
  return name !== undefined && /^[\w.-]{1,100}$/.test(name) ? name : undefined;
}

/** Whether a metadata value is text that matches. */
export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
