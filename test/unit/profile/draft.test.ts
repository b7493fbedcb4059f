import assert from 'node:assert/strict';
import {
  apiName,
  askedScopes,
  beginDraft,
  isNeeded,
  setClient,
  stepAfter,
  stepIds,
  stepsAfter,
  toSettings,
  type Draft,
} from '../../../src/profile/draft.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { presets } from '../../../src/profile/presets/all.ts';
import { readStart, type Start } from '../../../src/profile/start.ts';

function draft(
  input: string,
  server: { issuer?: string; metadata?: Record<string, unknown> } = {},
  taken: string[] = [],
): Draft {
  const start = readStart(input);
  assert.ok('issuers' in start, input);
  return beginDraft(start, { issuer: start.issuers[0], ...server }, taken);
}

function from(start: Partial<Start>, issuer = 'https://login.example.com'): Draft {
  return beginDraft({ issuers: [issuer], token: false, ...start }, { issuer }, []);
}

function steps(of: Draft, hasWorkspace = false): string[] {
  return stepIds.filter((step) => isNeeded(step, of, hasWorkspace));
}

describe('a profile in the making', () => {
  it('is asked for everything that an issuer alone does not say', () => {
    assert.deepEqual(steps(draft('https://login.example.com')), ['client', 'apiKind', 'api', 'redirect', 'name']);
    assert.deepEqual(steps(draft('dev-1.eu.auth0.com')), ['client', 'api', 'redirect', 'name']);
  });

  it('is not asked for what stood in the text', () => {
    const whole = draft(
      'https://login.example.com/authorize?client_id=a&audience=https://orders.example.com&scope=openid',
    );
    assert.deepEqual(steps(whole), ['redirect', 'name']);
    assert.equal(stepAfter('start', whole, false), 'redirect');
    assert.equal(stepAfter('name', whole, false), undefined);
  });

  it('is asked where it is kept only where there is a choice', () => {
    assert.equal(stepAfter('name', draft('google'), true), 'target');
  });

  it('is not asked for an API that there is not', () => {
    const none = draft('https://login.example.com');
    none.apiKind = 'none';
    assert.equal(stepAfter('apiKind', none, false), 'redirect');
    assert.equal(toSettings(none)['apis'], undefined);
  });

  it('names the API as the server wants it', () => {
    const apis = (of: Draft): unknown => toSettings(of)['apis'];
    const typed = (input: string, api: string): unknown => apis(Object.assign(draft(input), { api, clientId: 'a' }));
    assert.deepEqual(typed('dev-1.eu.auth0.com', 'https://orders.example.com'), {
      orders: { audience: 'https://orders.example.com' },
    });
    assert.deepEqual(typed('adfs.example.com/adfs', 'https://api.example.com/stock'), {
      stock: { resource: 'https://api.example.com/stock' },
    });
    const id = '535fb089-9ff3-47b6-9bfb-4f1264799865';
    for (const api of [id, `api://${id}`, `api://${id}/`]) {
      assert.deepEqual(typed('contoso.onmicrosoft.com', api), { api: { scopes: [`api://${id}/.default`] } }, api);
    }
    assert.deepEqual(typed('contoso.onmicrosoft.com', `api://${id}/Orders.Read`), {
      api: { scopes: [`api://${id}/Orders.Read`] },
    });
    assert.deepEqual(typed('dev-1.okta.com', 'a.read, a.write'), { api: { scopes: ['a.read', 'a.write'] } });
  });

  it('makes of a token of Entra ID the scopes that ask for such a token', () => {
    const issuer = 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0';
    const of = from({ token: true, clientId: 'c', audience: 'api://orders', scopes: ['Orders.Read'] }, issuer);
    assert.equal(of.api, 'api://orders/Orders.Read');
    assert.deepEqual(of.scopes, ['openid', 'profile', 'email', 'offline_access']);
  });

  it('is asked for the scopes of an API that has a name, and not for those of one that scopes name', () => {
    const metadata = { scopes_supported: ['openid', 'offline_access', 'read:stock', 'write:stock', 7, 'a b'] };
    const of = draft('https://login.example.com', { metadata });
    assert.deepEqual(of.offeredScopes, ['read:stock', 'write:stock']);
    Object.assign(of, { clientId: 'a', apiKind: 'resource', api: 'https://stock.example.com' });
    assert.equal(stepAfter('api', of, false), 'apiScopes');
    of.apiScopes = ['read:stock'];
    const stock = { resource: 'https://stock.example.com', scopes: ['read:stock'] };
    assert.deepEqual(toSettings(of)['apis'], { stock });
    of.apiKind = 'scopes';
    assert.equal(stepAfter('api', of, false), 'redirect');
    Object.assign(of, { apiKind: 'audience', api: '' });
    assert.equal(stepAfter('api', of, false), 'redirect');
  });

  it('says what the metadata of an unknown server suggests', () => {
    const likely = (metadata: Record<string, unknown>): unknown =>
      draft('https://login.example.com', { metadata }).likely;
    assert.equal(likely({ scopes_supported: ['openid', 'email'] }), undefined);
    const scopes = { scopes_supported: ['openid', 'orders.read'] };
    assert.deepEqual(likely(scopes), { kind: 'scopes', by: 'scopes' });
    assert.deepEqual(likely({ ...scopes, protected_resources: ['https://orders.example.com'] }), {
      kind: 'resource',
      by: 'protectedResources',
    });
    // Its metadata lists scopes of APIs as well, and does not say that it takes `resource`.
    const [authorization_endpoint, jwks_uri, userinfo_endpoint] = ['auth', 'jwks', 'me'].map(
      (path) => `https://login.example.com/${path}`,
    );
    assert.deepEqual(likely({ ...scopes, authorization_endpoint, jwks_uri, userinfo_endpoint }), {
      kind: 'resource',
      by: 'oidcProvider',
    });
  });

  it('tells the number of questions to come once it is certain, and then keeps to it', () => {
    for (const answers of [
      { apiKind: 'audience', api: 'https://orders.example.com' },
      { apiKind: 'scopes', api: 'orders.read' },
      { apiKind: 'none', api: '' },
    ] as const) {
      const of = draft('https://login.example.com');
      assert.equal(stepsAfter('client', of, true), undefined);
      assert.equal(stepsAfter('apiKind', of, true), undefined);
      of.apiKind = answers.apiKind;
      const totals: number[] = [];
      let done = 0;
      for (let step = stepAfter('apiKind', of, true); step !== undefined; step = stepAfter(step, of, true)) {
        totals.push((done += 1) + (stepsAfter(step, of, true) ?? 100));
        if (step === 'api') of.api = answers.api;
      }
      assert.deepEqual(new Set(totals), new Set([done]), answers.apiKind);
    }
    assert.equal(stepsAfter('client', draft('dev-1.eu.auth0.com'), false), 4);
  });

  it('asks an unknown server for the scopes that it has', () => {
    const { scopes } = draft('login.example.com', { metadata: { scopes_supported: ['openid', 'email', 'orders'] } });
    assert.deepEqual(scopes, ['openid', 'email']);
  });

  const names: readonly (readonly [string, string])[] = [
    ['https://keycloak.example.com/realms/shop', 'shop'],
    ['dev-1.eu.auth0.com', 'dev-1'],
    ['contoso.onmicrosoft.com', 'contoso'],
    ['google', 'google'],
    ['login.example.com', 'example'],
    ['localhost:5001', 'local'],
  ];
  for (const [input, name] of names) {
    it(`is called ${name} when it begins from ${input}`, () => {
      assert.equal(draft(input).name, name);
      assert.equal(draft(input, {}, [name]).name, `${name} 2`);
    });
  }

  describe('with a client that its server registered', () => {
    const registered = (
      clientAuthentication: Draft['clientAuthentication'],
      input = 'https://login.example.com',
    ): Draft => Object.assign(draft(input), { clientId: 'a', clientAuthentication, clientSecret: 'never-written' });

    it('says in the settings how the client proves itself, and not with what', () => {
      const settings = toSettings(registered('clientSecretPost'));
      assert.equal(settings['clientAuthentication'], 'clientSecretPost');
      assert.doesNotMatch(JSON.stringify(settings), /never-written/);
    });

    it('is public where the server says so, whatever others have at this provider', () => {
      const usual = toSettings(draft('accounts.google.com'))['clientAuthentication'];
      assert.notEqual(usual, undefined);
      assert.equal(toSettings(registered('none', 'accounts.google.com'))['clientAuthentication'], undefined);
    });

    it('forgets what belongs to that client when another one is entered', () => {
      const of = registered('clientSecretBasic');
      setClient(of, 'a');
      assert.equal(of.clientSecret, 'never-written');
      setClient(of, 'b');
      assert.equal(of.clientSecret, undefined);
      assert.equal(toSettings(of)['clientAuthentication'], undefined);
    });

    it('is registered for the scopes of its API too', () => {
      const of = draft('https://login.example.com', { metadata: { scopes_supported: ['openid', 'a'] } });
      assert.deepEqual(askedScopes(Object.assign(of, { apiKind: 'scopes', api: 'a b' })), ['openid', 'a', 'b']);
    });
  });

  for (const [api, name] of [
    ['https://files.example.org/v1', 'files'],
    ['https://api.example.com/stock/v2.0', 'stock'],
    ['https://mail.example.com/api/rest/2024-01-01/', 'mail'],
    ['https://www.example.com/videos', 'videos'],
    ['https://10.0.0.1/v1', 'api'],
  ] as const) {
    it(`names the API at ${api} ${name}`, () => {
      assert.equal(apiName({ api, apiKind: 'audience', apiScopes: [], offeredScopes: [] }), name);
    });
  }

  for (const preset of presets) {
    it(`of ${preset.name} is a profile without a problem, known by the preset’s example`, () => {
      const of = draft(preset.example);
      // Self-hosted ones at an address of their owner are known by their metadata.
      if (preset.byIssuer(new URL(of.issuer))) assert.equal(of.preset?.id, preset.id);
      Object.assign(of, { preset, clientId: 'a' });
      const profile = toSettings({ ...of, api: preset.api?.example ?? '', apiKind: preset.api?.by ?? 'none' });
      const { profiles, problems } = parseProfiles({ p: profile });
      assert.deepEqual(problems, []);
      assert.equal(profiles[0]?.apis[0].name === 'default', preset.api === undefined);
    });
  }
});
