import { safeText } from '../display.ts';
import { findings } from '../findings.ts';
import { compareIssuers } from '../issuer.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { HeldToken } from './explanation.ts';
import { malformedVerdict, sentHint } from './sentVerdict.ts';
import { isExpired } from './suspect.ts';
import type { Suspect } from './suspect.ts';
import { copyAgain, editProfile, list, renew, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** `invalid_token` without a reason (RFC 6750 §3.1): what the token itself gives away is the likely one. */
export function rejectedVerdict({ suspect, symptom, context }: Case): Verdict {
  if (suspect === undefined) {
    return {
      verdict: text('The API refused the token and does not say why.'),
      details: [
        text('There is no token here to hold it against: sign in, or paste the request with its token.'),
        sentHint,
      ],
      actions: [{ kind: 'signIn' }],
    };
  }
  const { facts, label } = suspect;
  const args = { api: label };
  if (isExpired(facts)) {
    return {
      verdict: text(
        'The API refused the token and does not say why. The token for {api} has expired, which is reason enough.',
        args,
      ),
      actions: [...copyAgain(suspect), signInAgain(suspect)],
    };
  }
  if (facts.looksLikeIdToken) return wrongKindVerdict({ suspect, symptom, context });
  if (facts.token.kind === 'opaque' || facts.token.kind === 'jwe')
    return malformedVerdict({ suspect, symptom, context });
  return {
    verdict: text('The API refused the token and does not say why. The token for {api} has not expired.', args),
    details: [
      ...expectations(suspect),
      text(
        'It may have been revoked, or the API may have another audience, issuer or set of keys in its configuration.',
      ),
      ...(suspect.guessed ? [sentHint] : []),
      ...noticed(suspect),
    ],
    actions: [...copyAgain(suspect), ...renew(suspect)],
  };
}

/** An ID token is not for an API (OIDC Core §2). */
export function wrongKindVerdict({ suspect }: Case): Verdict {
  const details = [text('An ID token tells the client who signed in. APIs take the access token.')];
  if (suspect === undefined) {
    return {
      verdict: text('The API was sent another kind of token than an access token, probably an ID token.'),
      details,
      actions: [{ kind: 'signIn' }],
    };
  }
  return {
    verdict: suspect.facts.looksLikeIdToken
      ? text('The token that was sent is an ID token, and the API wants an access token.')
      : text(
          'The API was sent another kind of token than an access token, probably an ID token. The token for {api} is an access token.',
          { api: suspect.label },
        ),
    details,
    actions: copyAgain(suspect),
    ...(!suspect.facts.looksLikeIdToken && { excludes: true }),
  };
}

/** The API trusts another issuer (RFC 9068 §4). */
export function issuerVerdict({ suspect, symptom, context }: Case): Verdict {
  const wanted = symptom.wants.issuer;
  // Whichever of the tokens was sent, this is its issuer.
  const forAny = symptom.refused !== undefined || new Set(context.tokens.map(issuerOf)).size <= 1;
  const known = forAny || suspect?.guessed === false ? suspect?.facts.issuer : undefined;
  const actual = symptom.refused ?? known;
  const args = { wanted: safeText(wanted ?? ''), actual: safeText(actual ?? '') };
  const details = [
    text('Compare the issuer in the configuration of the API with the issuer of the profile, letter by letter.'),
  ];
  if (wanted !== undefined && actual !== undefined && compareIssuers(wanted, actual) === 'slash') {
    return {
      verdict: text('The API trusts {wanted}, the token is from {actual}: only a slash at the end differs.', args),
      details: [
        text('Add or remove the slash in the configuration of the API: issuers are compared letter by letter.'),
      ],
      actions: [],
      forAny,
    };
  }
  if (actual !== undefined && /^https:\/\/sts\.windows\.net\//.test(actual)) {
    details.push(
      text(
        'The token is of version 1 of Entra ID, whose issuer is sts.windows.net. Set “requestedAccessTokenVersion” to 2 in the manifest of the API, or let the API accept both.',
      ),
    );
  }
  return {
    verdict:
      actual === undefined
        ? text('The API does not trust the issuer of the token.')
        : wanted === undefined
          ? text('The API does not trust {actual}, the issuer of the token.', args)
          : text('The API trusts {wanted}, the token is from {actual}.', args),
    details,
    actions: [editProfile(suspect)],
    forAny,
  };
}

function issuerOf({ token, profile }: HeldToken): string | undefined {
  const claims = token.kind === 'jwt' || token.kind === 'sdJwt' ? token.claims : undefined;
  return typeof claims?.['iss'] === 'string' ? claims['iss'] : profile?.issuer;
}

/** The API takes other algorithms than the one that the token is signed with (RFC 8725 §3.1). */
export function algorithmVerdict({ suspect }: Case): Verdict {
  const alg = suspect?.facts.header?.['alg'];
  const advice = text(
    'Let the API accept the algorithm that its authorization server signs with, or choose another one for the API there. An API that expects HS256 waits for a shared secret; RS256 and ES256 need the keys of the issuer.',
  );
  if (suspect === undefined || typeof alg !== 'string') {
    return {
      verdict: text('The API does not accept the algorithm that the token is signed with.'),
      details: [advice],
      forAny: true,
    };
  }
  return {
    verdict: text('The API does not accept {alg}, the algorithm that the token for {api} is signed with.', {
      alg: safeText(alg, 40),
      api: suspect.label,
    }),
    details: [advice],
    actions: [editProfile(suspect)],
  };
}

/** The signature did not verify (RFC 7515 §5.2), mostly because the API looks for the key in the wrong place. */
export function signatureVerdict({ suspect }: Case): Verdict {
  const kid = suspect?.facts.header?.['kid'];
  const issuer = suspect?.facts.issuer;
  return {
    verdict: text(
      'The API could not verify the signature of the token: it looks for the keys of another issuer, or its copy of the keys is old.',
    ),
    details: [
      ...(typeof kid === 'string'
        ? [text('The token for {api} names the key {kid}.', { api: suspect?.label ?? '', kid: safeText(kid, 80) })]
        : []),
      ...(issuer === undefined
        ? []
        : [text('The API must take its keys from the “jwks_uri” of {issuer}.', { issuer: safeText(issuer) })]),
      ...(suspect?.facts.vendor === 'entra'
        ? [text('Access tokens for Microsoft Graph can be verified by Graph alone.')]
        : []),
      text('The Tokens view says whether the signature of a token verifies here.'),
    ],
    actions: copyAgain(suspect),
    forAny: true,
  };
}

/** No token arrived (RFC 6750 §3.1: a challenge without an error). */
export function missingTokenVerdict({ suspect, symptom }: Case): Verdict {
  const args = { scopes: list(symptom.wants.scopes) };
  return {
    verdict: text('The API saw no token in the request.'),
    details: [
      text(
        'Send it as “Authorization: Bearer” and the token. Redirects to another host, proxies and some gateways take the header away.',
      ),
      text('Some APIs answer like this to every token that they refuse: if one was sent, paste the whole request.'),
      ...(symptom.wants.dpop
        ? [text('It asks for a token that is bound to a key, with a proof in each request (DPoP, RFC 9449).')]
        : []),
      ...(symptom.wants.scopes.length === 0 ? [] : [text('It asks for the scopes {scopes}.', args)]),
    ],
    actions: suspect === undefined ? [{ kind: 'signIn' }] : copyAgain(suspect),
    forAny: true,
  };
}

/** What the API is to expect for this token to be good. */
function expectations({ facts }: Suspect): readonly Text[] {
  return [
    ...(facts.audience.length === 0
      ? [text('The token has no audience.')]
      : [text('Its audience: {audience}', { audience: list(facts.audience) })]),
    ...(facts.issuer === undefined ? [] : [text('Its issuer: {issuer}', { issuer: safeText(facts.issuer) })]),
  ];
}

/** What the inspector notices about the token, the graver things. */
function noticed({ facts }: Suspect): readonly Text[] {
  return findings(facts)
    .filter(({ severity }) => severity !== 'info')
    .slice(0, 5)
    .map(({ title }) => title);
}
