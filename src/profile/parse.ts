import { text } from '../token/text.ts';
import { parseApis } from './apis.ts';
import {
  checkKeys,
  checkName,
  entriesOf,
  oneOf,
  parseParameters,
  parseScopes,
  parseString,
  parseSwitch,
  parseTarget,
} from './values.ts';
import { clientAuthentications, endpointKeys, grants, isSecretKey, profileKeys } from './keys.ts';
import { hasUnprintable, type ProblemPath, type ProfileProblem, type Report } from './problem.ts';
import type { Endpoints, Profile } from './profile.ts';
import { checkPlace, parseSubject, type Candidates } from './subject.ts';
import { endpointFault, issuerFault, redirectUriFault, type UrlFault } from './urls.ts';
import { secretInSettings } from './values.ts';

/** What a profile asks for when it names no scopes: who the user is, and to stay signed in. */
const defaultScopes = ['openid', 'profile', 'email', 'offline_access'];
const defaultRedirectUri = 'http://127.0.0.1/callback';

/**
 * Reads the value of `tokenInspector.profiles`, whatever it is. Never throws. A profile with an error is left out and
 * has an error in `problems`; the others are not touched by it.
 *
 * @param others Profiles that stand elsewhere, whose tokens the ones here may exchange as well.
 */
export function parseProfiles(
  raw: unknown,
  others: readonly Profile[] = [],
): { profiles: Profile[]; problems: ProfileProblem[] } {
  const problems: ProfileProblem[] = [];
  if (raw === undefined || raw === null) return { profiles: [], problems };
  const report: Report = (path, sentence, { severity = 'error', suggestion } = {}) => {
    problems.push({ path, text: sentence, severity, ...(suggestion !== undefined && { suggestion }) });
  };
  const setting = 'tokenInspector.profiles';
  const entries = entriesOf(raw);
  if (entries === undefined) {
    report([setting], text('“{key}” must be an object: names and what to sign in with.', { key: setting }));
    return { profiles: [], problems };
  }
  const read = new Map<string, Profile>();
  const exchanging = [...entries].filter(isExchange).map(([name]) => name);
  const parse = (name: string): void => {
    const usable = [...read.values(), ...others.filter((one) => !entries.has(one.name))];
    const before = problems.length;
    const profile = parseProfile(name, entries.get(name), { usable, exchanging }, [setting, name], report);
    const broken = problems.slice(before).some((problem) => problem.severity === 'error');
    if (profile !== undefined && !broken) read.set(name, profile);
  };
  // Last, when it is known whose tokens there are to exchange.
  for (const name of entries.keys()) if (!exchanging.includes(name)) parse(name);
  for (const name of exchanging) parse(name);
  return { profiles: [...entries.keys()].flatMap((name) => read.get(name) ?? []), problems };
}

function isExchange([, value]: readonly [string, unknown]): boolean {
  return entriesOf(value)?.get('grant') === 'tokenExchange';
}

function parseProfile(
  name: string,
  value: unknown,
  candidates: Candidates,
  path: ProblemPath,
  report: Report,
): Profile | undefined {
  checkName(name, path, report);
  const entries = entriesOf(value);
  if (entries === undefined) {
    if (isSecretKey(name)) report(path, secretInSettings(name));
    else report(path, text('A profile must be an object with an “issuer” and a “clientId”.'));
    return undefined;
  }
  const meant = checkKeys(entries, profileKeys, path, report);
  const grant = oneOf(entries, 'grant', grants, path, report) ?? 'authorizationCode';
  const clientAuthentication = oneOf(entries, 'clientAuthentication', clientAuthentications, path, report) ?? 'none';
  if (grant === 'clientCredentials' && clientAuthentication === 'none') {
    report(
      [...path, 'clientAuthentication'],
      text('The client credentials grant needs a client that authenticates (RFC 6749 §4.4): set “{key}”.', {
        key: 'clientAuthentication',
      }),
      { suggestion: 'clientSecretBasic' },
    );
  }
  // There is no user to identify and no refresh token to ask for where nobody signs in.
  const scopes = parseScopes(entries, path, report) ?? (isPersonal(grant) ? defaultScopes : []);
  const exchange = grant === 'tokenExchange';
  const subject = exchange ? parseSubject(entries, candidates, path, report) : undefined;
  if (subject !== undefined) checkPlace(entries, subject, path, report);
  const endpoints = subject?.profile.endpoints ?? parseEndpoints(entries, path, report);
  for (const key of exchange ? ['clientId'] : ['issuer', 'clientId']) {
    if (!entries.has(key) && !meant.has(key)) report([...path, key], text('“{key}” is missing.', { key }));
  }
  const issuer = subject?.profile.issuer ?? parseString(entries, 'issuer', path, report, issuerFault);
  const clientId = parseString(entries, 'clientId', path, report, clientIdFault);
  const redirectUri = parseRedirectUri(entries, grant, path, report);
  const target = parseTarget(entries, path, report);
  const apis = parseApis(entries, target, scopes, path, report);
  const authorizationParameters = parseParameters(entries, 'authorizationParameters', path, report);
  const tokenParameters = parseParameters(entries, 'tokenParameters', path, report);
  const assertionClaims = parseParameters(entries, 'assertionClaims', path, report);
  for (const [key, its] of Object.entries({ assertionClaims: 'jwtBearer', subject: 'tokenExchange' })) {
    if (!entries.has(key) || grant === its) continue;
    report([...path, key], text('“{key}” is not used: only with the grant “{grant}”.', { key, grant: its }), {
      severity: 'warning',
    });
  }
  const pushed = parseSwitch(entries, 'pushedAuthorizationRequests', path, report);
  const dpop = parseSwitch(entries, 'dpop', path, report);
  if (issuer === undefined || clientId === undefined) return undefined;
  return {
    name,
    issuer,
    clientId,
    redirectUri,
    grant,
    clientAuthentication,
    scopes,
    apis,
    authorizationParameters,
    tokenParameters,
    ...(grant === 'jwtBearer' && { assertionClaims }),
    ...(subject !== undefined && { subject }),
    ...(pushed && { pushedAuthorizationRequests: true }),
    ...(dpop && { dpop: true }),
    ...(endpoints !== undefined && { endpoints }),
    origin: 'settings',
  };
}

/** Whether somebody signs in. */
function isPersonal(grant: Profile['grant']): boolean {
  return grant === 'authorizationCode' || grant === 'deviceCode';
}

function clientIdFault(value: string): UrlFault | undefined {
  if (value.trim() === '') return { text: text('“{key}” is empty.') };
  return hasUnprintable(value) ? { text: text('“{key}” has a space or an invisible character.') } : undefined;
}

function parseRedirectUri(
  entries: ReadonlyMap<string, unknown>,
  grant: Profile['grant'],
  path: ProblemPath,
  report: Report,
): string {
  if (grant === 'authorizationCode') {
    return parseString(entries, 'redirectUri', path, report, redirectUriFault) ?? defaultRedirectUri;
  }
  if (entries.has('redirectUri')) {
    report(
      [...path, 'redirectUri'],
      text('“{key}” is not used: with this grant no browser comes back to the editor.', { key: 'redirectUri' }),
      { severity: 'warning' },
    );
  }
  return defaultRedirectUri;
}

function parseEndpoints(
  entries: ReadonlyMap<string, unknown>,
  path: ProblemPath,
  report: Report,
): Endpoints | undefined {
  if (!entries.has('endpoints')) return undefined;
  const here = [...path, 'endpoints'];
  const found = entriesOf(entries.get('endpoints'));
  if (found === undefined) {
    report(here, text('“{key}” must be an object.', { key: 'endpoints' }));
    return undefined;
  }
  checkKeys(found, endpointKeys, here, report);
  const read = endpointKeys.flatMap((key) => {
    const value = parseString(found, key, here, report, endpointFault);
    return value === undefined ? [] : [[key, value]];
  });
  return read.length === 0 ? undefined : (Object.fromEntries(read) as Endpoints);
}
