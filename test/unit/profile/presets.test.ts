import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { issuerFault, redirectUriFault } from '../../../src/profile/urls.ts';
import { presetOf, presets } from '../../../src/profile/presets/all.ts';

/** As these servers publish it, cut down to what tells them apart. */
const metadata: Readonly<Record<string, Record<string, string>>> = {
  auth0: { mfa_challenge_endpoint: 'https://login.example.com/mfa/challenge' },
  okta: { token_endpoint: 'https://login.example.com/oauth2/aus1/v1/token' },
  keycloak: { token_endpoint: 'https://login.example.com/protocol/openid-connect/token' },
  duende: { check_session_iframe: 'https://login.example.com/connect/checksession' },
  zitadel: { authorization_endpoint: 'https://login.example.com/oauth/v2/authorize' },
  authentik: { token_endpoint: 'https://login.example.com/application/o/token/' },
  ping: { authorization_endpoint: 'https://login.example.com/as/authorization.oauth2' },
  dex: {
    issuer: 'https://login.example.com',
    authorization_endpoint: 'https://login.example.com/auth',
    jwks_uri: 'https://login.example.com/keys',
  },
};

describe('what is known about providers', () => {
  for (const [id, facts] of Object.entries(metadata)) {
    it(`knows ${id} at an address of its owner`, () => {
      assert.equal(presetOf('https://login.example.com', facts)?.id, id);
    });
  }

  it('knows nobody by nothing', () => {
    assert.equal(presetOf('https://login.example.com'), undefined);
    assert.equal(presetOf('not an address'), undefined);
    assert.equal(presetOf('https://evil.example.com/?dev.auth0.com'), undefined);
    assert.equal(presetOf('https://dev.auth0.com.evil.example')?.id, undefined);
  });

  const consoles: Readonly<Record<string, readonly [string, string]>> = {
    auth0: ['https://dev-1.eu.auth0.com/', 'https://manage.auth0.com/dashboard/eu/dev-1/applications'],
    okta: ['https://dev-1.okta.com/oauth2/default', 'https://dev-1-admin.okta.com/admin/apps/active'],
    keycloak: ['https://k.example.com/realms/shop', 'https://k.example.com/admin/master/console/#/shop/clients'],
    cognito: [
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a',
      'https://eu-west-1.console.aws.amazon.com/cognito/v2/idp/user-pools?region=eu-west-1',
    ],
    ping: ['https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as', 'https://console.pingone.eu/'],
  };
  for (const [id, [issuer, page]] of Object.entries(consoles)) {
    it(`leads to the page of ${id} that takes a redirect URI`, () => {
      assert.equal(presetOf(issuer)?.admin?.(new URL(issuer), 'client'), page);
    });
  }

  it('leads nowhere but to the provider or the server itself, whatever issuer and client are called', () => {
    const hostile = [
      'https://x.okta.com@evil.example',
      'https://k.example.com/realms/..%2f..%2fevil',
      'https://a.auth0.com/#//evil',
    ];
    const own = /^(manage\.auth0|entra\.microsoft|console\.cloud\.google|github|console\.pingone)\.(com|eu)$/;
    for (const preset of presets) {
      for (const address of hostile) {
        const issuer = new URL(address);
        const page = preset.admin?.(issuer, '../../evil?x=//evil.example');
        if (page === undefined) continue;
        const { hostname } = new URL(page);
        assert.ok(hostname === issuer.hostname || own.test(hostname), `${preset.id}: ${page}`);
        assert.ok(!page.includes('evil?'), page);
      }
    }
  });

  it('has redirect URIs and endpoints that a profile may have, and a source for each habit', () => {
    for (const { id, redirectUri, endpoints, quirks } of presets) {
      assert.equal(redirectUriFault(redirectUri), undefined, id);
      for (const endpoint of Object.values(endpoints ?? {})) assert.equal(issuerFault(String(endpoint)), undefined, id);
      assert.ok(quirks.length > 0, id);
      for (const { source, says } of quirks) {
        assert.ok(URL.canParse(source) && source.startsWith('https://'), source);
        assert.match(says, /\.$/);
      }
    }
  });

  it('fits into a line of a narrow window', () => {
    for (const { id, registration } of presets) {
      for (const { message } of Object.values(registration)) assert.ok(message.length <= 54, `${id}: ${message}`);
    }
  });

  it('says the same as the snippets of the settings', () => {
    const snippets = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest)
      .contributes.configuration.properties['tokenInspector.profiles'].additionalProperties.defaultSnippets;
    for (const { id, scopes, redirectUri, clientAuthentication, authorizationParameters, endpoints } of presets) {
      const body = snippets.find(({ label }) => label === `%configuration.snippet.${id}%`)?.body;
      if (body === undefined) continue;
      const filled = JSON.parse(JSON.stringify(body).replace(/\$\{\d+:([^}]*)\}/g, '$1')) as Record<string, unknown>;
      assert.deepEqual(filled['scopes'], scopes, id);
      assert.equal(filled['redirectUri'] ?? 'http://127.0.0.1/callback', redirectUri, id);
      assert.equal(filled['clientAuthentication'], clientAuthentication, id);
      assert.deepEqual(filled['authorizationParameters'], authorizationParameters, id);
      assert.deepEqual(filled['endpoints'], endpoints, id);
    }
    const ids = presets.map(({ id }) => `%configuration.snippet.${id}%`);
    assert.ok(snippets.every(({ label }) => ids.includes(label)));
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'tokenInspector.profiles': {
          readonly additionalProperties: {
            readonly defaultSnippets: { readonly label: string; readonly body: unknown }[];
          };
        };
      };
    };
  };
}
