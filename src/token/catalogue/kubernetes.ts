import { catalogue } from '../claimMeaning.ts';
import { text } from '../text.ts';

/** Claims of Kubernetes service account tokens: bound ones, and the older ones that never expire. */
export const kubernetesClaims = catalogue(
  'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  {
    'kubernetes.io': [text('The namespace, service account, pod and node that the token is bound to.'), 'object'],
    sub: [text('The service account: system:serviceaccount:namespace:name.'), 'text'],
    aud: [text('Who may accept the token; the cluster’s own API by default.'), 'audience'],
    'kubernetes.io/serviceaccount/namespace': [text('The service account’s namespace (token without expiry).'), 'text'],
    'kubernetes.io/serviceaccount/secret.name': [
      text('The secret that holds the token (token without expiry).'),
      'text',
    ],
    'kubernetes.io/serviceaccount/service-account.name': [
      text('The service account’s name (token without expiry).'),
      'text',
    ],
    'kubernetes.io/serviceaccount/service-account.uid': [
      text('The service account’s id (token without expiry).'),
      'text',
    ],
  },
);
