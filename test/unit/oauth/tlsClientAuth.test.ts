import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, RequestListener } from 'node:http';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { getClientToken } from '../../../src/oauth/clientCredentials.ts';
import { introspect } from '../../../src/oauth/introspection.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import { revoke } from '../../../src/oauth/revocation.ts';
import { userinfo } from '../../../src/oauth/userinfo.ts';
import { readClientCertificate } from '../../../src/profile/clientCertificate.ts';
import type { ClientCertificate } from '../../../src/profile/keptCertificate.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { certificateFor, pemOf, rsaKeys } from '../profile/certificate.ts';
import { pkcs12, pkcs12Thumbprint } from '../profile/pkcs12.ts';
import { failure } from './failures.ts';
import { json } from './fakeServer.ts';
import { api, profileFor } from './profiles.ts';
import { signInRequest, startProvider } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

const serverKeys = rsaKeys();
const server = {
  key: pemOf(serverKeys.privateKey),
  cert: certificateFor(serverKeys, { name: 'server', ip: [127, 0, 0, 1] }).certificate,
};
const authority = { name: 'authority', ...rsaKeys() };
const clientKeys = rsaKeys();
const client = certificateFor(clientKeys, { name: 'native', issuer: authority });
const selfSigned = certificateFor(clientKeys, { name: 'native' });
const kept = keptPem(client.certificate);

function keptPem(certificate: string): string {
  return keptFrom(certificate + pemOf(clientKeys.privateKey));
}

function keptFrom(file: string | Buffer, passphrase?: string): string {
  const certificate = readClientCertificate([Buffer.from(file)], passphrase);
  assert.ok(typeof certificate !== 'string', JSON.stringify(certificate));
  return JSON.stringify(certificate);
}

function socketOf({ socket }: IncomingMessage): TLSSocket {
  assert.ok(socket instanceof TLSSocket);
  return socket;
}
const shownIn = (request: IncomingMessage) => socketOf(request).getPeerX509Certificate();

const clients = {
  tls_client_auth: { tls_client_auth_subject_dn: 'CN=native' },
  self_signed_tls_client_auth: {
    jwks: {
      keys: [
        {
          ...(clientKeys.publicKey.export({ format: 'jwk' }) as { kty: string }),
          use: 'sig',
          x5c: [selfSigned.certificate.replace(/-----.*?-----|\n/g, '')],
        },
      ],
    },
  },
  // RFC 8705 §4: it proves nothing, and its tokens are bound all the same.
  none: {},
} as const;

function start(
  method: keyof typeof clients,
  more: Partial<Parameters<typeof startProvider>[0]> = {},
): Promise<RealProvider> {
  return startProvider({
    tls: {
      ...server,
      ca: certificateFor(authority, { name: 'authority' }).certificate,
      requestCert: true,
      rejectUnauthorized: false,
    },
    client: {
      token_endpoint_auth_method: method,
      tls_client_certificate_bound_access_tokens: true,
      grant_types: ['authorization_code', 'refresh_token', ...(method === 'none' ? [] : ['client_credentials'])],
      ...clients[method],
    },
    configuration: {
      clientAuthMethods: Object.keys(clients) as never,
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true },
        revocation: { enabled: true },
        pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        mTLS: {
          enabled: true,
          certificateBoundAccessTokens: true,
          selfSignedTlsClientAuth: true,
          tlsClientAuth: true,
          getCertificate: (ctx) => shownIn(ctx.req),
          certificateAuthorized: (ctx) => socketOf(ctx.req).authorized,
          certificateSubjectMatches: (ctx, property, expected) =>
            property === 'tls_client_auth_subject_dn' && shownIn(ctx.req)?.subject === expected,
        },
      },
    },
    ...more,
  });
}

/** Whose certificate each path of a server was shown; `none` where nobody's. */
function watch(real: RealProvider): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  real.watch = (request) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    seen.set(path, (seen.get(path) ?? new Set()).add(shownIn(request)?.fingerprint256 ?? 'none'));
  };
  return seen;
}

describe('A client that shows a certificate', () => {
  before(() => {
    setDefaultCACertificates([...getCACertificates('default'), server.cert]);
  });
  after(() => {
    setDefaultCACertificates(getCACertificates('bundled'));
  });
  const open: { stop(): Promise<unknown> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
  });

  async function startWith(method: keyof typeof clients): Promise<{ real: RealProvider; profile: Profile }> {
    const real = await start(method);
    open.push(real);
    return { real, profile: { ...real.profile, clientAuthentication: 'tlsClientAuth' } };
  }

  async function listen(listener: RequestListener, more: object = {}): Promise<{ origin: string; server: Server }> {
    const own = createServer({ ...server, requestCert: true, rejectUnauthorized: false, ...more }, listener);
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    open.push({
      stop: () => {
        own.closeAllConnections();
        return new Promise((resolve) => own.close(resolve));
      },
    });
    return { origin: `https://127.0.0.1:${(own.address() as AddressInfo).port}`, server: own };
  }

  const asked = (profile: Profile, clientSecret: string | undefined = kept) => ({
    ...{ profile, api: profile.apis[0], clientSecret },
    ...{ refreshToken: 'a-refresh-token', expected: {}, token: 'an-access-token' },
  });

  /** A server without discovery, all of whose endpoints are at one origin. */
  const at = (origin: string): Profile =>
    profileFor(origin, {
      clientAuthentication: 'tlsClientAuth',
      scopes: [],
      apis: [api({ scopes: [] })],
      endpoints: { token: `${origin}/token`, userinfo: `${origin}/userinfo` },
    });

  for (const [method, certificate, { thumbprint }] of [
    ['tls_client_auth', kept, client],
    ['self_signed_tls_client_auth', keptPem(selfSigned.certificate), selfSigned],
    ['none', keptPem(selfSigned.certificate), selfSigned],
    ['none', keptFrom(Buffer.from(pkcs12, 'base64'), 'a-passphrase'), { thumbprint: pkcs12Thumbprint }],
  ] as const) {
    it(`proves who it is wherever it must, and shows the certificate nowhere else (${method})`, async () => {
      const { real, profile } = await startWith(method);
      const seen = watch(real);
      const own = asked(profile, certificate);
      const signedIn = await signIn(signInRequest(profile, { clientSecret: certificate }));
      assert.equal(signedIn.certificate, thumbprint);
      const { refreshToken = '', accessToken } = await refresh({
        ...own,
        refreshToken: signedIn.refreshToken ?? '',
        expected: { subject: 'ada' },
      });
      const said = await introspect({ ...own, token: accessToken });
      assert.ok(said !== 'notSupported' && said.claims['active'] === true);
      assert.equal(JSON.stringify(said.claims['cnf']), JSON.stringify({ 'x5t#S256': thumbprint }));
      const user = await userinfo({ ...own, token: accessToken, subject: 'ada' });
      assert.equal(user !== 'notSupported' && user.claims['sub'], 'ada');
      assert.equal(await revoke({ ...own, refreshToken }), 'revoked');
      const shown = [...seen].flatMap(([path, them]) => (them.has('none') ? [] : [[path, ...them]]));
      const fingerprint = Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase();
      assert.deepEqual(
        shown,
        ['/request', '/token', '/token/introspection', '/me', '/token/revocation'].map((path) => [
          path,
          fingerprint.match(/../g)?.join(':'),
        ]),
      );
      for (const path of ['/.well-known/openid-configuration', '/jwks', '/auth']) {
        assert.deepEqual([...(seen.get(path) ?? [])], ['none'], path);
      }
    });
  }

  it('gets tokens for itself', async () => {
    const { profile } = await startWith('tls_client_auth');
    const own = { ...profile, grant: 'clientCredentials', scopes: [], apis: [api({ scopes: [] })] } as const;
    assert.equal((await getClientToken(asked(own))).tokenType, 'Bearer');
  });

  it('uses the addresses that the server has for certificates', async () => {
    const paths: string[] = [];
    const mutual = await listen((request, response) => {
      paths.push(`${String(request.url)} ${shownIn(request)?.subject ?? 'none'}`);
      json(response, 200, { access_token: 'a-token', token_type: 'Bearer', sub: 'ada' });
    });
    const ordinary = await listen((request, response) => {
      if (request.url?.includes('.well-known') !== true) assert.fail(`asked for ${String(request.url)}`);
      json(response, 200, {
        issuer: ordinary.origin,
        token_endpoint: `${ordinary.origin}/token`,
        userinfo_endpoint: `${ordinary.origin}/userinfo`,
        mtls_endpoint_aliases: {
          token_endpoint: `${mutual.origin}/token`,
          userinfo_endpoint: `${mutual.origin}/userinfo`,
          nested: { too: ['deep'] },
        },
      });
    });
    const profile = Object.fromEntries(Object.entries(at(ordinary.origin)).filter(([key]) => key !== 'endpoints'));
    await getClientToken(asked(profile as unknown as Profile));
    await userinfo(asked(profile as unknown as Profile));
    assert.deepEqual(paths, ['/token CN=native', '/userinfo CN=native']);
  });

  it('is refused with another certificate, and nothing of the key is in what is thrown', async () => {
    const { profile } = await startWith('tls_client_auth');
    const details = await failure(refresh(asked(profile, keptPem(selfSigned.certificate))), 'invalidClient');
    assert.ok(!JSON.stringify(details).includes('PRIVATE'));
  });

  for (const secret of [undefined, '', 'a secret', '{}']) {
    it(`asks nobody anything without a certificate: ${String(secret)}`, async () => {
      let requests = 0;
      const { origin } = await listen((_, response) => response.end(String(requests++)));
      await failure(signIn(signInRequest(at(origin), { clientSecret: secret })), 'secretMissing');
      await failure(refresh({ ...asked(at(origin)), clientSecret: secret }), 'secretMissing');
      assert.equal(requests, 0);
    });
  }

  it('says that the certificate has expired since it was entered, and sends nothing', async () => {
    let requests = 0;
    const { origin } = await listen((_, response) => response.end(String(requests++)));
    const old = JSON.stringify({ ...(JSON.parse(kept) as ClientCertificate), expiresAt: Date.now() / 1000 - 1 });
    assert.equal((await failure(refresh(asked(at(origin), old)), 'certificateRefused')).reason, 'expired');
    assert.equal(requests, 0);
  });

  for (const [alert, name] of [
    [42, 'BAD_CERTIFICATE'],
    [44, 'CERTIFICATE_REVOKED'],
    [45, 'CERTIFICATE_EXPIRED'],
    [46, 'CERTIFICATE_UNKNOWN'],
    [48, 'UNKNOWN_CA'],
    [116, 'CERTIFICATE_REQUIRED'],
  ] as const) {
    for (const clientAuthentication of ['tlsClientAuth', 'none'] as const) {
      it(`tells that the server ended the handshake: ${name}, ${clientAuthentication}`, async () => {
        const tcp = createTcpServer((socket) => {
          // A fatal alert in answer to whatever the client says (RFC 8446 §6).
          socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert])));
          socket.on('error', () => undefined);
        });
        await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
        open.push({ stop: () => new Promise((resolve) => tcp.close(resolve)) });
        const origin = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
        const details = await failure(refresh(asked({ ...at(origin), clientAuthentication })), 'certificateRefused');
        assert.equal(details.reason, name.toLowerCase());
      });
    }
  }

  it('tells nginx’s page about the certificate from any other page', async () => {
    let body = '<html><title>400 No required SSL certificate was sent</title></html>';
    const { origin } = await listen((_, response) =>
      response.writeHead(400, { 'content-type': 'text/html' }).end(body),
    );
    await failure(refresh(asked(at(origin))), 'certificateRefused');
    body = '<html><title>400 Bad Request</title></html>';
    await failure(refresh(asked(at(origin))), 'notJson');
  });

  it('does not show the certificate to where it is sent on', async () => {
    let elsewhere = 0;
    const other = await listen((_, response) => response.end(String(elsewhere++)));
    const { origin } = await listen((_, response) =>
      response.writeHead(307, { location: `${other.origin}/token` }).end(),
    );
    const details = await failure(refresh(asked(at(origin))), 'malformedAnswer');
    assert.deepEqual([details.reason, details.actual], ['redirect', `${other.origin}/token`]);
    assert.equal(elsewhere, 0);
  });

  it('reads no more than it would by fetch, and waits no longer', async () => {
    const { origin } = await listen((request, response) => {
      if (request.url === '/userinfo') return;
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
      };
      response.on('drain', more);
      more();
    });
    assert.equal((await failure(refresh(asked(at(origin))), 'malformedAnswer')).reason, 'tooLarge');
    const stop = new AbortController();
    const waiting = failure(userinfo({ ...asked(at(origin)), signal: stop.signal }), 'cancelled');
    stop.abort();
    await waiting;
  });

  for (const [status, code] of [
    ['999 Odd', 'malformedAnswer'],
    ['600 Odd', 'malformedAnswer'],
    ['101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x', 'answerLost'],
  ] as const) {
    it(`does not wait for ever, and lets nothing escape: ${status.slice(0, 3)}`, async () => {
      const { origin } = await listen(({ socket }) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\n{}`));
      await failure(refresh(asked(at(origin))), code);
    });
  }

  it('trusts the server as fetch does: an unknown one gets nothing', async () => {
    const strange = certificateFor(serverKeys, { name: 'server', ip: [127, 0, 0, 2] }).certificate;
    let requests = 0;
    const { origin } = await listen((_, response) => response.end(String(requests++)), { cert: strange });
    await failure(refresh(asked(at(origin))), 'tls');
    assert.equal(requests, 0);
  });

  it('has no certificate to show where there is no TLS', async () => {
    const details = await failure(refresh(asked(at('http://127.0.0.1:9'))), 'insecure');
    assert.deepEqual(details, { endpoint: 'http://127.0.0.1:9/token', reason: 'certificate' });
  });

  it('makes certificates that the tests can rely on', () => {
    assert.ok(new X509Certificate(client.certificate).verify(authority.publicKey));
  });
});
