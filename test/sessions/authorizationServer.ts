/** A real authorization server that rotates refresh tokens, allows no grace, and revokes the grant when one comes twice. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import type { TokenSet } from '../../src/oauth/tokenSet.ts';

export interface AuthorizationServer {
  readonly issuer: string;
  /** Successful refreshes so far. */
  refreshes(): number;
  /** Refresh tokens that came a second time. */
  reuses(): number;
  signIn(subject: string): Promise<TokenSet>;
  close(): Promise<void>;
}

export const clientId = 'editor';

/** `lifetime`: of access tokens, in seconds. */
export async function startAuthorizationServer(lifetime: number): Promise<AuthorizationServer> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }] },
    ttl: { AccessToken: lifetime, RefreshToken: 86_400, Grant: 86_400, IdToken: 3600 },
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, subject) => ({ accountId: subject, claims: () => ({ sub: subject }) }),
    cookies: { keys: ['only for this test'] },
  });
  let refreshes = 0;
  let reuses = 0;
  provider.on('grant.success', () => (refreshes += 1));
  provider.on('grant.revoked', () => (reuses += 1));
  const handle = provider.callback();
  http.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    refreshes: () => refreshes,
    reuses: () => reuses,
    async signIn(subject) {
      const scope = 'openid offline_access';
      const grant = new provider.Grant({ accountId: subject, clientId });
      grant.addOIDCScope(scope);
      const client = (await provider.Client.find(clientId))!;
      const grantId = await grant.save();
      const token = { accountId: subject, client, grantId, gty: 'authorization_code', scope };
      const refreshToken = await new provider.RefreshToken(token).save();
      const receivedAt = Math.floor(Date.now() / 1000);
      return {
        issuer,
        clientId,
        subject,
        accessToken: 'from the sign-in',
        tokenType: 'Bearer',
        receivedAt,
        expiresAt: receivedAt,
        requestedScopes: scope.split(' '),
        refreshToken,
      };
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve();
        });
        http.closeAllConnections();
      }),
  };
}
