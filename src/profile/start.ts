import { decode } from '../token/decode.ts';
import { gather, type Facts } from '../token/facts.ts';
import { words } from '../token/lists.ts';
import { text, type Text } from '../token/text.ts';
import { trim } from '../token/trim.ts';
import { issuersAt } from './issuersAt.ts';
import { protocolParameters } from './keys.ts';
import { presets } from './presets/all.ts';
import { hasUnprintable } from './problem.ts';
import { readParts } from './startText.ts';
import { isSecretValue } from './secretValue.ts';
import { isLoopback, redirectUriFault, resourceFault } from './urls.ts';
import { scopeToken } from './values.ts';

/** What a profile can be begun with: what a person typed or pasted, taken apart. */
export interface Start {
  /** Where the server may be, likeliest first. */
  readonly issuers: readonly [string, ...string[]];
  readonly clientId?: string;
  readonly audience?: string;
  readonly resource?: string;
  readonly scopes?: readonly string[];
  readonly redirectUri?: string;
  /** Extra parameters of a pasted authorize URL. */
  readonly authorizationParameters?: Readonly<Record<string, string>>;
  /** A token was pasted: it must not be shown again. */
  readonly token: boolean;
}

/** Characters that are read; a page of a README has fewer. */
const sizeLimit = 200_000;

/** Parameters of an authorize URL that belong to the client's registration and not to one sign-in. */
const kept = new Set(['organization', 'connection', 'domain_hint', 'access_type', 'acr_values', 'prompt']);

/**
 * Reads where to begin from: an issuer, a provider's domain or tenant, a `.well-known` or authorize URL, a curl command, a
 * settings file, or a token. Looks at no secret, asks no server.
 *
 * @returns a sentence where the text does not say which server it is about.
 */
export function readStart(input: string): Start | Text {
  const trimmed = trim(input.trim(), '<"\'`(', '>"\'`),;');
  if (trimmed === '') return text('Paste the address of your authorization server, or something that has it in it.');
  if (trimmed.length > sizeLimit) return text('This is too long. Paste only the address, the command or the token.');
  const start = readToken(trimmed) ?? readWord(trimmed) ?? readText(trimmed);
  return 'message' in start ? start : usable(start);
}

/** Without what settings would refuse or must not keep: it is a stranger's text, and the person is asked instead. */
function usable({ clientId, audience, resource, scopes, authorizationParameters, ...start }: Start): Start {
  const fits = (value: string | undefined): value is string =>
    value !== undefined && value.length <= 500 && !hasUnprintable(value) && !isSecretValue(value);
  const extra = Object.entries(authorizationParameters ?? {}).filter(([, value]) => fits(value));
  return {
    ...start,
    ...(fits(clientId) && { clientId }),
    ...(fits(audience) && { audience }),
    ...(fits(resource) && resourceFault(resource) === undefined && { resource }),
    ...(scopes !== undefined && { scopes: scopes.filter((scope) => fits(scope) && scopeToken.test(scope)) }),
    ...(extra.length > 0 && { authorizationParameters: Object.fromEntries(extra) }),
  };
}

/** RFC 9068 §2.2, OIDC Core §2: the server, the client and the API stand in the token. */
function readToken(input: string): Start | undefined {
  const facts = gather({ token: decode(input), use: 'unknown', now: 0 });
  const { issuer, client, looksLikeIdToken, audience } = facts;
  if (issuer === undefined) return undefined;
  const address = addressOf(issuer);
  if (address === undefined) return undefined;
  const clientId = client ?? (looksLikeIdToken ? audience[0] : undefined);
  const issuers = issuersAt(address);
  if ('message' in issuers) return undefined;
  return {
    issuers,
    token: true,
    ...(clientId !== undefined && { clientId }),
    ...(!looksLikeIdToken && apiOf(facts, address, clientId)),
  };
}

/** The first audience that is not the server itself: its userinfo endpoint (Auth0), its `account` client (Keycloak). */
function apiOf({ audience, scopes = [] }: Facts, issuer: URL, clientId: string | undefined): Partial<Start> {
  const api = audience.find((one) => one !== 'account' && one !== clientId && !one.startsWith(issuer.origin));
  return { ...(api !== undefined && { audience: api }), ...(scopes.length > 0 && { scopes }) };
}

/** A name without an address: a tenant, a user pool, or only the provider's. */
function readWord(input: string): Start | Text | undefined {
  if (/\s/.test(input)) return undefined;
  const issuer = issuerNamed(input);
  if (issuer !== undefined) return { issuers: [issuer], token: false };
  const provider = presets.find(({ id, name }) => [id, name.toLowerCase()].includes(input.toLowerCase()));
  return provider === undefined
    ? undefined
    : text('Which one? Write its address, for example {example}.', { example: provider.example });
}

function readText(input: string): Start | Text {
  const { addresses, values } = readParts(input);
  const said = [values.get('issuer'), values.get('issuerurl'), values.get('issueruri'), values.get('authority')];
  const named = [...said, values.get('domain')].flatMap((value) => addressOf(value ?? '') ?? []);
  const urls = addresses.flatMap((found) => addressOf(found) ?? []);
  const authorize = urls.find(({ searchParams }) => searchParams.has('client_id'));
  const discovery = urls.find(({ pathname }) => pathname.includes('/.well-known/'));
  const tenant = addressOf(issuerNamed(values.get('tenantid') ?? values.get('tenant') ?? '') ?? '');
  const whole = /\s/.test(input) ? undefined : addressOf(input);
  const endpoint = addressOf(values.get('authorizationendpoint') ?? '');
  const address = authorize ?? discovery ?? named[0] ?? tenant ?? endpoint ?? urls[0] ?? whole;
  if (address === undefined) {
    return text(
      'There is no address of a server in this. Paste an issuer such as https://login.example.com, or the domain of your tenant.',
    );
  }
  const issuers = issuersAt(address);
  return 'message' in issuers ? issuers : { issuers, token: false, ...parametersOf(address.searchParams, values) };
}

function issuerNamed(name: string): string | undefined {
  return presets.flatMap((preset) => preset.issuerNamed?.(name) ?? [])[0];
}

/** An address with or without its scheme; `localhost:8080` speaks http. */
function addressOf(value: string): URL | undefined {
  const scheme = /^https?:\/\//i.test(value);
  if (!scheme && !/^(\[[\da-f:]+\]|[\w-]+(\.[\w-]+)+|localhost)(:\d+)?([/?#]|$)/i.test(value)) return undefined;
  const whole = scheme ? value : `https://${value}`;
  if (value.length > 2000 || !URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  url.username = '';
  url.password = '';
  if (!scheme && isLoopback(url)) url.protocol = 'http:';
  return url;
}

function parametersOf(query: URLSearchParams, values: ReadonlyMap<string, string>): Partial<Start> {
  const one = (name: string) => query.get(name) ?? values.get(name.replaceAll('_', '')) ?? undefined;
  const [clientId, audience, resource, redirectUri] = ['client_id', 'audience', 'resource', 'redirect_uri'].map(one);
  const scopes = words(one('scope') ?? one('scopes') ?? '');
  const extra = [...query].filter(([name, value]) => kept.has(name) && !protocolParameters.has(name) && value !== '');
  return {
    ...(clientId !== undefined && !isPlaceholder(clientId) && { clientId }),
    ...(audience !== undefined && !isPlaceholder(audience) && { audience }),
    ...(resource !== undefined && !isPlaceholder(resource) && { resource }),
    ...(scopes.length > 0 && { scopes }),
    ...(redirectUri !== undefined && comesBackByItself(redirectUri) && { redirectUri }),
    ...(extra.length > 0 && { authorizationParameters: Object.fromEntries(extra) }),
  };
}

/** The address of a site would do as well, but only for a person who pastes what the browser shows in the end. */
function comesBackByItself(redirectUri: string): boolean {
  return redirectUriFault(redirectUri) === undefined && !/^https:/i.test(redirectUri);
}

/** `YOUR_CLIENT_ID`, `<client-id>`, `{clientId}`, `$CLIENT_ID`: what a README leaves to be filled in. */
function isPlaceholder(value: string): boolean {
  return /[<>{}$]|^(your|my)[\W_]|^x{3,}$|\s|…|\.\.\./i.test(value);
}
