import type { RealCase } from './realCase.ts';
import { jwt } from './tokens.ts';

const hs256 = { alg: 'HS256', kid: undefined };
/** Tokens from somebody's own code say little else either. */
const bare = ['signature.symmetric', 'audience.none', 'issuer.none', 'subject.none'];

/** Tokens that people's own code makes, and tokens that are bound to a key. */
export const homemadeCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/auth0/angular2-jwt/issues/272',
    saw: 'A token that is over counts as fresh: its “exp” is 1484425965097.',
    paste: (now) => jwt({ userId: 37, userTypeId: 2, exp: now * 1000 - 2_000_000, iat: now - 5600 }, hs256),
    finding: 'time.milliseconds',
    besides: [...bare, 'time.expired'],
  },
  {
    thread: 'https://github.com/auth0/node-jsonwebtoken/issues/209',
    saw: 'Every token is expired since 1970-01-01T00:01:00.000Z: its “exp” is 60.',
    paste: (now) =>
      jwt({ sub: 'admin@acme.example', iss: 'https://acme.example', permissions: 'Admin', exp: 60, iat: now }),
    finding: 'time.duration',
    besides: ['time.expired', 'time.order', 'audience.none'],
  },
  {
    thread: 'https://github.com/auth0/node-jsonwebtoken/issues/53',
    saw: '“jwt audience invalid. expected: undefined”: the payload names audience, issuer and subject.',
    paste: (now) =>
      jwt(
        {
          ...{ email: 'ada@acme.example', audience: 'https://api.acme.example', subject: '5137829221' },
          ...{ issuer: 'myPackage.acme.example', iat: now - 60 },
        },
        hs256,
      ),
    finding: 'shape.claimName',
    besides: [...bare, 'time.noExpiry'],
  },
  {
    thread: 'https://github.com/webuild-consortium/wp4-interop-test-bed/issues/33',
    saw: 'The token has “cnf.jkt”, is sent without a DPoP header, and is refused.',
    paste: (now) =>
      jwt(
        {
          ...{ iss: 'https://issuer.acme.example', sub: 'wallet', aud: 'https://issuer.acme.example/credential' },
          ...{ iat: now - 10, exp: now + 590, scope: 'pid', client_id: 'wallet', cnf: { jkt: 'made-up-thumbprint' } },
        },
        { typ: 'at+jwt' },
      ),
    finding: 'binding.dpop',
  },
];
