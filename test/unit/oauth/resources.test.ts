import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import { signInByDeviceCode } from '../../../src/oauth/deviceCode.ts';
import { withOtherResources } from '../../../src/oauth/resources.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import type { Answer, FakeServer } from './fakeServer.ts';
import { api, page, profileFor } from './profiles.ts';
import { browse } from './realProvider.ts';
import type { Visit } from './realProvider.ts';

const mail = api({ name: 'mail', resource: ['https://mail.example'], scopes: ['openid', 'mail.read'] });
const bills = api({ name: 'bills', resource: ['https://bills.example'], scopes: ['openid', 'bills.read'] });
const both = ['https://mail.example', 'https://bills.example'];

describe('what a sign-in asks for', () => {
  const asked = (apis: Profile['apis'], issuer = 'https://login.example'): [readonly string[], readonly string[]] => {
    const { resource, scopes } = withOtherResources(profileFor(issuer, { apis }), apis[0]);
    return [resource, scopes];
  };

  it('are the resources and scopes of every API that is named by resource, its own first', () => {
    assert.deepEqual(asked([mail, bills]), [both, ['openid', 'mail.read', 'bills.read']]);
    assert.deepEqual(asked([bills, mail])[0], [...both].reverse());
  });

  it('leaves out APIs that are chosen in another way, and is for one of these alone', () => {
    const auth0 = api({ name: 'auth0', audience: 'https://a.example', scopes: ['a'] });
    const scoped = api({ name: 'scoped', scopes: ['b'] });
    assert.deepEqual(asked([mail, auth0, scoped]), [mail.resource, mail.scopes]);
    assert.deepEqual(asked([auth0, mail, bills]), [[], ['a']]);
    assert.deepEqual(asked([scoped, mail, bills]), [[], ['b']]);
  });

  it('does not widen a token for the same resource, nor make an ID token of one without', () => {
    const write = api({ name: 'write', resource: mail.resource, scopes: ['openid', 'mail.write'] });
    assert.deepEqual(asked([mail, write]), [mail.resource, mail.scopes]);
    const plain = api({ name: 'plain', resource: ['urn:plain'], scopes: ['read'] });
    assert.deepEqual(asked([plain, mail])[1], ['read', 'mail.read']);
  });

  for (const issuer of [
    'https://adfs.example.com/adfs',
    'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0',
  ]) {
    it(`is one resource where the server knows one only: ${issuer}`, () => {
      assert.deepEqual(asked([mail, bills], issuer), [mail.resource, mail.scopes]);
    });
  }
});

describe('a sign-in for several APIs', () => {
  let fake: FakeServer;
  let visiting: Promise<Visit>;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(() => fake.stop());

  function signInAt(profile: Partial<Profile> = {}, changes: Partial<SignInRequest> = {}): Promise<TokenSet> {
    return signIn({
      profile: profileFor(fake.issuer, { apis: [mail, bills], ...profile }),
      api: mail,
      openBrowser: async (url) => {
        await (visiting = browse(url));
        return true;
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
      ...changes,
    });
  }

  const requests = (path: string): URLSearchParams[] =>
    fake.received.filter((one) => one.path === path).map(({ query, body }) => (query.size > 0 ? query : body));
  const named = (path: string): string[][] => requests(path).map((request) => request.getAll('resource'));
  const usually = (path: string): Answer => {
    return (received, response) => {
      const own = fake.answers[path];
      Reflect.deleteProperty(fake.answers, path);
      fake.received.pop();
      fake.handle(received, response);
      fake.answers[path] = own;
    };
  };

  /** At the path, requests for several APIs are refused. */
  function refuseSeveral(path: string, refuse: Answer, several = isForSeveral): void {
    const usual = usually(path);
    fake.answers[path] = (received, response) => (several(received) ? refuse : usual)(received, response);
  }
  const isForSeveral: (received: Parameters<Answer>[0]) => boolean = ({ query, body }) =>
    [...query.getAll('resource'), ...body.getAll('resource')].length > 1;
  const says =
    (error: string): Answer =>
    (_, response) => {
      json(response, 400, { error });
    };
  const sendsBack =
    (error: string): Answer =>
    ({ query }, response) => {
      const location = new URL(query.get('redirect_uri') ?? '');
      location.search = new URLSearchParams({ error, state: query.get('state') ?? '', iss: fake.issuer }).toString();
      response.writeHead(302, { location: location.href }).end();
    };

  it('names all of them to the person, and the one that is wanted to the token endpoint', async () => {
    const { resources, requestedScopes } = await signInAt();
    assert.deepEqual([resources, requestedScopes], [both, mail.scopes]);
    assert.deepEqual([named('/authorize'), named('/token')], [[both], [mail.resource]]);
    assert.equal(requests('/authorize')[0]?.get('scope'), 'openid mail.read bills.read');
  });

  for (const error of ['invalid_target', 'invalid_request', 'invalid_scope']) {
    it(`goes on for the one alone, in the same browser page, where the server says ${error}`, async () => {
      refuseSeveral('/authorize', sendsBack(error));
      const { resources } = await signInAt();
      assert.deepEqual(resources, mail.resource);
      assert.deepEqual(named('/authorize'), [both, mail.resource]);
      const [first, second] = requests('/authorize');
      for (const name of ['state', 'nonce', 'code_challenge']) {
        assert.notEqual(second?.get(name), first?.get(name), name);
      }
      assert.equal(second?.get('scope'), 'openid mail.read');
      assert.match((await visiting).page, /<h1>You are signed in/);
    });
  }

  it('asks the browser’s session for all first, then the person for all, then for the one', async () => {
    refuseSeveral('/authorize', sendsBack('invalid_target'));
    await signInAt({}, { silentFirst: true });
    assert.deepEqual(
      requests('/authorize').map((request) => [request.get('prompt'), request.getAll('resource').length]),
      [
        ['none', 2],
        [null, 2],
        [null, 1],
      ],
    );
  });

  it('goes on where the server takes the request and then gives no token for it', async () => {
    let refused = 0;
    refuseSeveral('/token', says('invalid_target'), () => refused++ === 0);
    const { resources } = await signInAt();
    assert.deepEqual(resources, mail.resource);
    assert.deepEqual(named('/authorize'), [both, mail.resource]);
    assert.match((await visiting).page, /<h1>You are signed in/);
  });

  it('ends as ever where the person says no, or the one alone is refused as well', async () => {
    fake.answers['/authorize'] = sendsBack('access_denied');
    assert.equal((await failure(signInAt(), 'authorizationRefused')).error, 'access_denied');
    assert.equal(requests('/authorize').length, 1);
    assert.match((await visiting).page, /<h1>You are not signed in/);
    fake.answers['/authorize'] = sendsBack('invalid_target');
    assert.equal((await failure(signInAt(), 'authorizationRefused')).error, 'invalid_target');
    assert.deepEqual(named('/authorize').slice(1), [both, mail.resource]);
  });

  it('is pushed for all, and once more for the one where the server does not take that', async () => {
    fake.metadata = {
      pushed_authorization_request_endpoint: `${fake.issuer}/par`,
      require_pushed_authorization_requests: true,
    };
    let pushed: URLSearchParams | undefined;
    let takesSeveral = true;
    fake.answers['/par'] = (received, response) => {
      if (!takesSeveral && isForSeveral(received)) return says('invalid_target')(received, response);
      pushed = received.body;
      json(response, 201, { request_uri: 'urn:pushed', expires_in: 60 });
      return undefined;
    };
    const usual = usually('/authorize');
    fake.answers['/authorize'] = (received, response) =>
      usual({ ...received, query: pushed ?? received.query }, response);
    assert.deepEqual((await signInAt()).resources, both);
    takesSeveral = false;
    assert.deepEqual((await signInAt()).resources, mail.resource);
    assert.deepEqual(named('/par'), [both, both, mail.resource]);
  });

  it('by device code names all as well, and the one where the server does not take that', async () => {
    fake.metadata = { device_authorization_endpoint: `${fake.issuer}/device` };
    const start: Answer = (_, response) => {
      json(response, 200, {
        device_code: 'the-device-code',
        user_code: 'WDJB-MJHT',
        verification_uri: 'https://login.example.com/device',
        expires_in: 600,
        interval: 1,
      });
    };
    const profile = profileFor(fake.issuer, { grant: 'deviceCode', apis: [mail, bills] });
    const attempt = (): Promise<TokenSet> =>
      signInByDeviceCode({
        profile,
        api: mail,
        show: () => undefined,
        signal: new AbortController().signal,
        clock: { now: () => 0, wait: () => Promise.resolve() },
      });
    fake.answers['/device'] = start;
    assert.deepEqual((await attempt()).resources, both);
    fake.answers['/device'] = (received, response) =>
      (isForSeveral(received) ? says('invalid_target') : start)(received, response);
    assert.deepEqual((await attempt()).resources, mail.resource);
    assert.deepEqual(named('/device'), [both, both, mail.resource]);
    assert.deepEqual(named('/token'), [mail.resource, mail.resource]);
  });
});
