import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Profile } from '../profile/profile.ts';
import { append, hasRoom } from './bounded.ts';
import { demoProfile, serviceProfile } from './catalogue.ts';
import type { DemoOptions, IssuedTokens } from './options.ts';
import { fillRuntimeGaps } from './runtime.ts';

const clientId = 'token-inspector-demo';
const serviceId = 'token-inspector-demo-service';

/** A running demo: a real authorization server and three APIs, all on one loopback port. */
export interface Demo {
  /** `http://127.0.0.1:PORT`, also when the browser reaches the server by another name. The APIs are `ISSUER/api/NAME`. */
  readonly issuer: string;
  readonly profile: Profile;
  /** A confidential client that gets tokens for itself, with no person (RFC 6749 §4.4). For tests. */
  readonly service: { readonly profile: Profile; readonly clientSecret: string };
  /** Admits a redirect URI besides the loopback ones, compared as a string. */
  allowRedirectUri(uri: string): void;
  /** Closes the port and every connection at once. What was issued is worth nothing afterwards. */
  stop(): Promise<void>;
  /** The newest 1,000 answers of the token endpoint, oldest first. For tests. */
  readonly issued: readonly IssuedTokens[];
  /** The newest 1,000 authorization requests as they arrived: path and query, not decoded. For tests. */
  readonly authorizationUrls: readonly string[];
  /** How often each path was asked for; a sign-in's own part of a path reads `:uid`. For tests. */
  readonly requests: Readonly<Record<string, number>>;
}

/**
 * Starts a demo authorization server on 127.0.0.1. Its keys are made up now, its state is in memory alone.
 *
 * @throws the listener's error, with `code` EADDRINUSE when `options.port` is taken.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  fillRuntimeGaps();
  const { createApplication } = await import('./application.ts');
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const authorizationUrls: string[] = [];
  const requests: Record<string, number> = {};
  server.on('request', (request) => {
    const url = request.url ?? '/';
    const path = url.replace(/\?.*$/s, '').replace(/^\/(auth|interaction|device)\/(?!auth$)[^/]+$/, '/$1/:uid');
    if (Object.hasOwn(requests, path) || hasRoom(Object.keys(requests).length)) {
      requests[path] = (requests[path] ?? 0) + 1;
    }
    if (path === '/auth') {
      append(authorizationUrls, url);
    }
  });
  try {
    const clientSecret = randomBytes(24).toString('base64url');
    const clients = { clientId, service: { clientId: serviceId, clientSecret } };
    const application = await createApplication(issuer, clients, options);
    server.on('request', application.handle);
    return {
      issuer,
      profile: demoProfile(issuer, clientId),
      service: { profile: serviceProfile(issuer, serviceId), clientSecret },
      allowRedirectUri: (uri) => {
        application.allowRedirectUri(uri);
      },
      stop: () => close(server),
      issued: application.issued,
      authorizationUrls,
      requests,
    };
  } catch (error) {
    await close(server);
    throw error;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
