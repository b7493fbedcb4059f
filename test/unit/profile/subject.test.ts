import assert from 'node:assert/strict';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { readProfiles } from '../../../src/profile/readProfiles.ts';
import { english } from '../token/english.ts';
import { good } from './problemOf.ts';

const integration = { ...good, apis: { orders: { audience: 'orders' }, stock: { audience: 'stock' } } };
const exchange = {
  clientId: 'orders-api',
  grant: 'tokenExchange',
  clientAuthentication: 'clientSecretBasic',
  subject: { profile: 'integration', api: 'stock' },
  apis: { billing: { audience: 'billing', scopes: ['pay'] } },
};
const elsewhere =
  'A token is exchanged by the server that issued it and by no other, which could use it as its own. Leave “{key}” out: ' +
  'the profile of the “subject” has it.';

describe('a profile that exchanges a token', () => {
  it('has the issuer of that token, and its own client and APIs', () => {
    for (const raw of [
      { integration, exchange },
      { exchange, integration },
    ]) {
      const { profiles, problems } = parseProfiles(raw);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        profiles.map(({ name }) => name),
        Object.keys(raw),
      );
      const one = profiles.find(({ name }) => name === 'exchange');
      assert.deepEqual([one?.issuer, one?.clientId, one?.scopes], [good.issuer, 'orders-api', []]);
      assert.deepEqual(one?.apis[0].scopes, ['pay']);
      assert.equal(one.subject?.api.name, 'stock');
      assert.equal(
        one.subject.profile,
        profiles.find(({ name }) => name === 'integration'),
      );
    }
  });

  it('takes the token of the first API where none is named, and may repeat the issuer', () => {
    const subject = { profile: 'integration' };
    const { profiles, problems } = parseProfiles({ integration, e: { ...exchange, ...good, subject } });
    assert.deepEqual(problems, []);
    assert.equal(profiles[1]?.subject?.api.name, 'orders');
  });

  for (const [what, changes, path, sentence, suggestion] of [
    [
      'no subject',
      { subject: undefined },
      'subject',
      'The token exchange grant needs “subject”: whose token is exchanged, e.g. { "profile": "integration", "api": "orders" }.',
    ],
    ['no profile', { subject: {} }, 'subject.profile', '“profile” is missing.'],
    [
      'a mistyped key',
      { subject: { profil: 'integration' } },
      'subject.profil',
      'There is no key “profil”. Did you mean “profile”?',
      'profile',
    ],
    ['no text', { subject: { profile: 5 } }, 'subject.profile', '“profile” must be a text in quotes.'],
    [
      'a mistyped profile',
      { subject: { profile: 'integrtion' } },
      'subject.profile',
      'There is no usable profile “integrtion”.',
      'integration',
    ],
    [
      'a mistyped API',
      { subject: { profile: 'integration', api: 'stck' } },
      'subject.api',
      'The profile integration has no API “stck”.',
      'stock',
    ],
    ['a broken profile', { subject: { profile: 'broken' } }, 'subject.profile', 'There is no usable profile “broken”.'],
    [
      'itself',
      { subject: { profile: 'exchange' } },
      'subject.profile',
      '“exchange” exchanges a token itself. Name the profile that somebody signs in with.',
    ],
    [
      'one that exchanges',
      { subject: { profile: 'other' } },
      'subject.profile',
      '“other” exchanges a token itself. Name the profile that somebody signs in with.',
    ],
    ['another issuer', { issuer: 'https://evil.example/' }, 'issuer', elsewhere.replace('{key}', 'issuer')],
    [
      'the issuer without its slash',
      { issuer: 'https://login.example.com' },
      'issuer',
      elsewhere.replace('{key}', 'issuer'),
    ],
    [
      'endpoints of its own',
      { issuer: good.issuer, endpoints: { token: 'https://evil.example/token' } },
      'endpoints',
      elsewhere.replace('{key}', 'endpoints'),
    ],
    ['a token', { subject_token: 'hunter2' }, 'subject_token', /looks like a secret/],
  ] as const) {
    it(`is of no use with ${what}`, () => {
      const raw = {
        integration,
        broken: { ...good, scopes: 5 },
        other: { ...exchange },
        exchange: { ...exchange, ...changes },
      };
      const { profiles, problems } = parseProfiles(raw);
      const own = problems.filter((problem) => problem.path[1] === 'exchange');
      const [problem] = own;
      assert.ok(problem !== undefined && own.length === 1, JSON.stringify(own));
      assert.equal(problem.path.slice(2).join('.'), path);
      if (typeof sentence === 'string') assert.equal(english(problem.text), sentence);
      else assert.match(english(problem.text), sentence);
      assert.equal(problem.suggestion, suggestion);
      assert.ok(!profiles.some(({ name }) => name === 'exchange'));
      assert.doesNotMatch(JSON.stringify(problem), /hunter2|evil/);
    });
  }

  it('has the endpoints of the profile whose token it takes', () => {
    const endpoints = { token: 'https://login.example.com/token' };
    const { profiles } = parseProfiles({ integration: { ...integration, endpoints }, exchange });
    assert.deepEqual(profiles[1]?.endpoints, endpoints);
  });

  it('takes no parameter that would put another token in the place', () => {
    for (const name of ['subject_token', 'subject_token_type', 'actor_token', 'requested_token_use', 'assertion']) {
      const { problems } = parseProfiles({ integration, exchange: { ...exchange, tokenParameters: { [name]: 'x' } } });
      assert.deepEqual(
        problems.map(({ path }) => path.slice(1).join('.')),
        [`exchange.tokenParameters.${name}`],
      );
    }
  });
});

describe('a workspace', () => {
  const evil = { ...integration, issuer: 'https://evil.example/' };
  const read = (user: unknown, workspace: unknown) => readProfiles({ user, workspace }, true);
  const places = ({ profiles }: ReturnType<typeof read>) =>
    profiles.map(({ name, issuer, subject }) => [name, issuer, subject?.profile.issuer]);

  it('may exchange a token of the user’s at its own issuer, and nowhere else', () => {
    const { profiles, problems } = read({ integration }, { exchange });
    assert.deepEqual(problems, []);
    assert.deepEqual(places({ profiles, problems }), [
      ['integration', good.issuer, undefined],
      ['exchange', good.issuer, good.issuer],
    ]);
    for (const changes of [{ issuer: evil.issuer }, { endpoints: { token: 'https://evil.example/token' } }]) {
      assert.deepEqual(places(read({ integration }, { exchange: { ...exchange, ...changes } })), [
        ['integration', good.issuer, undefined],
      ]);
    }
  });

  it('puts no profile of its own behind one of the user’s that exchanges a token', () => {
    assert.deepEqual(places(read({ integration, exchange }, { integration: evil })), [
      ['exchange', good.issuer, good.issuer],
      ['integration', evil.issuer, undefined],
    ]);
  });

  it('is asked for no profile by one of the user’s: its client’s secret would be asked for at another server', () => {
    const { profiles, problems } = read({ exchange }, { integration: evil });
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['integration'],
    );
    assert.deepEqual(
      problems.map(({ path }) => path.slice(1).join('.')),
      ['exchange.subject.profile'],
    );
  });

  it('does not reach the user’s profile by a name that it has taken itself', () => {
    assert.deepEqual(places(read({ integration }, { integration: evil, exchange })), [
      ['integration', evil.issuer, undefined],
      ['exchange', evil.issuer, evil.issuer],
    ]);
    const broken = read({ integration }, { integration: 5, exchange });
    assert.deepEqual(broken.profiles, []);
  });
});
