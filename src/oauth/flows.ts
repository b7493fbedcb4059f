import type { Profile } from '../profile/profile.ts';
import { handlerScheme } from '../profile/urls.ts';
import { isLoopbackHost } from './loopbackHost.ts';

/** A way to get a token set. */
export type FlowId =
  'loopback' | 'forwardedPort' | 'uriHandler' | 'pastedAddress' | 'deviceCode' | 'clientCredentials' | 'jwtBearer';

/** What a flow cannot do without. */
type Need =
  /** The grant that the profile names, or one that may stand in for it. */
  | 'grant'
  /** Somebody who signs in. */
  | 'person'
  /** A browser that VS Code can open. */
  | 'browser'
  /** A redirect URI on a loopback address (RFC 8252 §7.3), which the browser reaches as it is written. */
  | 'reachableListener'
  /** A redirect URI that VS Code's port forwarding leads to this extension. */
  | 'forwardedRedirectUri'
  /** A redirect URI that VS Code itself hands to this extension (RFC 8252 §7.1). */
  | 'handlerRedirectUri'
  /** RFC 8628 §4. */
  | 'deviceAuthorizationEndpoint'
  /** A client that authenticates (RFC 6749 §4.4). */
  | 'secret';

interface Flow {
  readonly id: FlowId;
  /** The profiles it is for. */
  readonly grants: readonly Profile['grant'][];
  readonly needs: readonly Need[];
}

/** Where the extension runs and what is known about the browser, as far as it decides how a person can sign in. */
export interface Surroundings {
  /** Whether this code runs on the computer that shows VS Code, or on the other side of a remote. */
  readonly host: 'local' | 'remote';
  /** What shows VS Code. */
  readonly ui: 'desktop' | 'browser';
  /** `vscode.env.remoteName`: the kind of remote, or where a served VS Code is served (`localhost:8080`). */
  readonly remoteName: string | undefined;
  /** Of addresses that open this VS Code: `vscode`, `vscode-insiders`, `code-oss` … */
  readonly uriScheme: string;
  /** False where VS Code could open none. */
  readonly browser: boolean;
  /** False for a caller that must not ask anybody. */
  readonly person: boolean;
  /** Whether the server takes any redirect URI: only the demo provider can be told to. */
  readonly anyRedirectUri: boolean;
  /** Whether a port is forwarded to the very address that the profile registers. Not looked for on a desktop. */
  readonly forwardsRedirectUri: boolean;
  /** Whether the server's metadata names one; `undefined` where they are not known. */
  readonly deviceAuthorizationEndpoint: boolean | undefined;
}

/** A flow held against the surroundings. */
export interface FlowChoice {
  readonly flow: Flow;
  /** What is missing for it. Empty: it can work here. */
  readonly missing: readonly Need[];
}

/** From the one that asks least of the person. The first that has what it needs is picked. */
const flows: readonly Flow[] = [
  { id: 'clientCredentials', grants: ['clientCredentials'], needs: ['secret'] },
  { id: 'jwtBearer', grants: ['jwtBearer'], needs: [] },
  { id: 'uriHandler', grants: ['authorizationCode'], needs: ['person', 'browser', 'handlerRedirectUri'] },
  { id: 'forwardedPort', grants: ['authorizationCode'], needs: ['person', 'browser', 'forwardedRedirectUri'] },
  { id: 'loopback', grants: ['authorizationCode'], needs: ['person', 'browser', 'reachableListener'] },
  { id: 'pastedAddress', grants: ['authorizationCode'], needs: ['person'] },
  // A client of the authorization code grant may often use this one as well: offered, but never picked unasked.
  { id: 'deviceCode', grants: ['deviceCode', 'authorizationCode'], needs: ['person', 'deviceAuthorizationEndpoint'] },
];

/**
 * Every flow, with what it lacks for this profile here. Those that can work come first, and the picked one before all:
 * `flowsFor(…)[0]`, if nothing is missing for it.
 */
export function flowsFor(profile: Profile, surroundings: Surroundings): readonly [FlowChoice, ...FlowChoice[]] {
  const choices = flows.map((flow) => ({
    flow,
    missing: [
      ...(flow.grants.includes(profile.grant) ? [] : (['grant'] as const)),
      ...flow.needs.filter((need) => !isMet(need, profile, surroundings)),
    ],
  }));
  const possible = choices.filter(({ missing }) => missing.length === 0);
  const impossible = choices.filter(({ missing }) => missing.length > 0);
  // Nobody likes to carry a long address by hand: without a browser here a short code is better, if the server has one.
  if (!surroundings.browser && surroundings.deviceAuthorizationEndpoint === true) {
    possible.sort((one, other) => Number(other.flow.id === 'deviceCode') - Number(one.flow.id === 'deviceCode'));
  }
  return [...possible, ...impossible] as unknown as readonly [FlowChoice, ...FlowChoice[]];
}

function isMet(need: Need, profile: Profile, surroundings: Surroundings): boolean {
  const { host, ui } = surroundings;
  switch (need) {
    case 'grant':
      return true;
    case 'person':
      return surroundings.person;
    case 'browser':
      return surroundings.browser;
    case 'reachableListener':
      return isLoopbackRedirectUri(profile.redirectUri) && browserIsHere(surroundings);
    case 'forwardedRedirectUri':
      if (host === 'local') return false;
      // Desktop: the port is forwarded to the same one where that is free, to another where the profile has no port.
      if (ui === 'desktop') return isLoopbackRedirectUri(profile.redirectUri);
      return surroundings.anyRedirectUri || surroundings.forwardsRedirectUri;
    case 'handlerRedirectUri':
      // A VS Code in a browser opens no addresses of its own scheme: the operating system does not know it.
      return ui === 'desktop' && handlerScheme(profile.redirectUri) === surroundings.uriScheme;
    case 'deviceAuthorizationEndpoint':
      return surroundings.deviceAuthorizationEndpoint !== false;
    case 'secret':
      return profile.clientAuthentication !== 'none';
  }
}

/** Whether a loopback address of the browser's computer is one of this code's computer. */
export function browserIsHere({ host, ui, remoteName }: Pick<Surroundings, 'host' | 'ui' | 'remoteName'>): boolean {
  if (host === 'local') return true;
  const servedAt = ui === 'browser' && remoteName !== undefined ? `http://${remoteName}` : '';
  return URL.canParse(servedAt) && isLoopbackHost(new URL(servedAt).hostname);
}

function isLoopbackRedirectUri(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && isLoopbackHost(hostname);
}
