import { text } from './text.ts';
import type { Text } from './text.ts';

/** `amr` values in words (RFC 8176 §2, and the vendors' own). */
const methods: Readonly<Record<string, Text>> = {
  face: text('face recognition'),
  fpt: text('fingerprint'),
  geo: text('location'),
  hwk: text('a key in hardware'),
  iris: text('iris scan'),
  kba: text('knowledge-based questions'),
  mca: text('several channels'),
  mfa: text('several factors'),
  otp: text('one-time code'),
  pin: text('PIN'),
  pop: text('proof of possession of a key'),
  pwd: text('password'),
  rba: text('a judgement of risk'),
  retina: text('retina scan'),
  sc: text('smart card'),
  sms: text('text message'),
  swk: text('a key in software'),
  tel: text('telephone call'),
  user: text('presence of the user'),
  vbm: text('voice recognition'),
  wia: text('Windows sign-in'),
  rsa: text('certificate or hardware key'),
  ngcmfa: text('several factors, for setting up sign-in'),
  fed: text('sign-in at another provider'),
  fido: text('security key or passkey'),
  x509: text('certificate'),
  email: text('e-mail'),
  oath: text('authenticator app'),
  unknown: text('not told'),
};

/** `acr` values in words. */
const assurances: Readonly<Record<string, Text>> = {
  '0': text('no real authentication, for example a long-lived cookie'),
  '1': text('authenticated in the usual way'),
  'urn:mace:incommon:iap:silver': text('InCommon silver'),
  'urn:mace:incommon:iap:bronze': text('InCommon bronze'),
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor': text('several factors'),
  'http://schemas.openid.net/pape/policies/2007/06/phishing-resistant': text('several factors that cannot be phished'),
  'urn:okta:loa:1fa:any': text('one factor of any kind'),
  'urn:okta:loa:1fa:pwd': text('password alone'),
  'urn:okta:loa:2fa:any': text('two factors of any kind'),
  'urn:okta:loa:2fa:any:ifpossible': text('two factors if the user has them'),
  phr: text('cannot be phished'),
  phrh: text('cannot be phished, with a key in hardware'),
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport': text('password'),
};

export function methodText(value: string): Text | undefined {
  return Object.hasOwn(methods, value) ? methods[value] : undefined;
}

export function assuranceText(value: string): Text | undefined {
  return Object.hasOwn(assurances, value) ? assurances[value] : undefined;
}
