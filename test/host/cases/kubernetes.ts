import type { RealCase } from './realCase.ts';
import { jwt } from './tokens.ts';

const dex = 'https://dex.acme.example';

export const kubernetesCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/kubernetes-sigs/headlamp/issues/670',
    saw: '“oidc: expected audience "kubernetes" got ["headlamp"]”.',
    paste: (now) =>
      jwt({
        ...{ iss: dex, sub: 'CgNhZGESBGxkYXA', aud: 'headlamp', exp: now + 86_340, iat: now - 60 },
        ...{ at_hash: 'made-up', email: 'ada@acme.example', email_verified: true, groups: ['admins'], name: 'Ada' },
      }),
    profile: { issuer: dex, clientId: 'kubernetes', scopes: ['openid', 'email', 'groups'] },
    use: 'idToken',
    finding: 'client.notAudience',
  },
  {
    thread: 'https://github.com/kubernetes/kubernetes/issues/105654',
    saw: 'A projected token that should live 3607 seconds has an “exp” a year away.',
    paste: (now) =>
      jwt({
        ...{ aud: ['https://kubernetes.default.svc'], exp: now + 31_535_900, iat: now - 100, nbf: now - 100 },
        iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
        'kubernetes.io': { namespace: 'default', pod: { name: 'web' }, serviceaccount: { name: 'web' } },
        sub: 'system:serviceaccount:default:web',
      }),
    finding: 'time.lifetimeLong',
  },
  {
    thread: 'https://github.com/kubernetes/kubernetes/issues/81136',
    saw: 'Legacy service account tokens have no expiration date.',
    paste: () =>
      jwt(
        {
          iss: 'kubernetes/serviceaccount',
          'kubernetes.io/serviceaccount/namespace': 'default',
          'kubernetes.io/serviceaccount/secret.name': 'default-token-x1y2z',
          'kubernetes.io/serviceaccount/service-account.name': 'default',
          'kubernetes.io/serviceaccount/service-account.uid': '0a1b2c3d-0000-4000-8000-000000000001',
          sub: 'system:serviceaccount:default:default',
        },
        { typ: undefined },
      ),
    finding: 'time.noExpiry',
    besides: ['audience.none'],
  },
];
