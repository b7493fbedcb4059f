import { isJsonObject } from '../json.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';
import type { Facts } from '../facts.ts';

function confirmation({ claims, use }: Facts): Readonly<Record<string, unknown>> | undefined {
  const cnf = claims?.['cnf'];
  return use !== 'idToken' && isJsonObject(cnf) ? cnf : undefined;
}

/** The `x5t#S256` of the certificate that an access token may be used with. */
function boundTo(facts: Facts): unknown {
  return confirmation(facts)?.['x5t#S256'];
}

export const bindingRules: readonly Rule[] = [
  {
    code: 'binding.dpop',
    severity: 'warning',
    title: text('Bound to a key (DPoP): no bearer token'),
    meaning: text(
      'The API wants “Authorization: DPoP …” and a proof made with that key for each request. Sent as Bearer it is refused.',
    ),
    advice: text('Send a DPoP proof with it, from the client that has the key.'),
    source: 'RFC 9449 §6, §7.1',
    check: (facts) => {
      const cnf = confirmation(facts);
      return when(cnf?.['jkt'] !== undefined && facts.answer?.tokenType?.toLowerCase() !== 'dpop');
    },
  },
  {
    code: 'binding.senderConstrained',
    severity: 'info',
    title: text('Sender-constrained (DPoP)'),
    meaning: text(
      'The token is bound to a key that this session holds. An API takes it as “Authorization: DPoP …”, with a proof made by that key for each request.',
    ),
    advice: text('Copy a proof with “Copy DPoP Proof…”, for the method and the address of the request.'),
    source: 'RFC 9449 §7.1',
    check: ({ answer, use, claims }) =>
      when(
        use === 'accessToken' &&
          answer?.tokenType?.toLowerCase() === 'dpop' &&
          (claims === undefined || claims['cnf'] !== undefined),
      ),
  },
  {
    code: 'binding.refused',
    severity: 'warning',
    title: text('Asked for as bound to a key (DPoP), and it is a bearer token'),
    meaning: text('The server took the proof and bound nothing to it. Whoever gets hold of the token can use it.'),
    advice: text('Turn DPoP on for the client at the authorization server, or take “dpop” out of the profile.'),
    source: 'RFC 9449 §5',
    check: ({ answer, use, profile }) =>
      when(use === 'accessToken' && profile?.dpop === true && answer?.tokenType?.toLowerCase() === 'bearer'),
  },
  {
    code: 'binding.mtls',
    severity: 'warning',
    title: text('Bound to a client certificate'),
    meaning: text('The API accepts it only over a connection that uses that certificate.'),
    advice: text('Call the API with the client certificate that the token was fetched with.'),
    source: 'RFC 8705 §3',
    check: (facts) => when(boundTo(facts) !== undefined && facts.answer?.certificate === undefined),
  },
  {
    code: 'binding.certificate',
    severity: 'info',
    title: text('Bound to the profile’s certificate'),
    meaning: text('The API accepts it only over a connection that shows the same certificate.'),
    advice: text('Call the API with it, e.g. with the curl command of “Copy Access Token As…”.'),
    source: 'RFC 8705 §3',
    check: (facts) => when(boundTo(facts) !== undefined && facts.answer?.certificate === boundTo(facts)),
  },
  {
    code: 'binding.otherCertificate',
    severity: 'warning',
    title: text('Bound to another certificate than the one that was shown'),
    meaning: text(
      'The server saw another one: something between, such as a proxy or a load balancer, ended the connection and showed its own.',
    ),
    advice: text('Let what stands before the authorization server pass the client’s certificate on.'),
    source: 'RFC 8705 §3',
    check: (facts) => {
      const shown = facts.answer?.certificate;
      return when(boundTo(facts) !== undefined && shown !== undefined && shown !== boundTo(facts));
    },
  },
  {
    code: 'binding.key',
    severity: 'warning',
    title: text('Bound to a key'),
    meaning: text('The token names a key in “cnf”. Whoever uses it has to prove to hold that key.'),
    advice: text('Use it from the client that has the key.'),
    source: 'RFC 7800 §3',
    check: (facts) => {
      const cnf = confirmation(facts);
      return when(
        cnf !== undefined && cnf['jkt'] === undefined && cnf['x5t#S256'] === undefined && facts.token.kind !== 'sdJwt',
      );
    },
  },
  {
    code: 'binding.notBound',
    severity: 'warning',
    title: text('Called DPoP in the answer, and bound to no key'),
    meaning: text('The token answer says DPoP, but the token has no “cnf” claim: the API cannot check the proof.'),
    advice: text('Check the DPoP settings of the API at the authorization server.'),
    source: 'RFC 9449 §6.1',
    check: ({ answer, claims, use }) =>
      when(
        use !== 'idToken' &&
          answer?.tokenType?.toLowerCase() === 'dpop' &&
          claims !== undefined &&
          claims['cnf'] === undefined,
      ),
  },
];
