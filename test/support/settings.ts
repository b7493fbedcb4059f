import type { Demo } from '../../src/demo/server.ts';

/** The settings that a user would write for a server that the tests run themselves, as in the README. */
export function profileSettings(server: Demo, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    issuer: server.issuer,
    clientId: server.profile.clientId,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    apis: {
      orders: { audience: 'https://orders.demo.example', scopes: ['read:orders'] },
      stock: { audience: 'https://stock.demo.example', scopes: ['read:stock'] },
    },
    ...changes,
  };
}
