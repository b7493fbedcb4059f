import { parseUrl } from '../../token/issuer.ts';
import type { MetadataFacts, Preset } from '../preset.ts';
import { adfs } from './adfs.ts';
import { auth0 } from './auth0.ts';
import { authentik } from './authentik.ts';
import { cognito } from './cognito.ts';
import { dex } from './dex.ts';
import { duende } from './duende.ts';
import { entra } from './entra.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import { ping } from './ping.ts';
import { zitadel } from './zitadel.ts';

/** In the order in which people have them. */
export const presets: readonly Preset[] = [
  auth0,
  entra,
  okta,
  keycloak,
  google,
  cognito,
  github,
  duende,
  zitadel,
  authentik,
  adfs,
  ping,
  dex,
];

/** The provider behind an issuer: by its address, else, under an address of its owner, by what the server says of itself. */
export function presetOf(issuer: string, metadata: MetadataFacts = {}): Preset | undefined {
  const url = parseUrl(issuer);
  if (url === undefined) return undefined;
  return presets.find(({ byIssuer }) => byIssuer(url)) ?? presets.find(({ byMetadata }) => byMetadata?.(metadata));
}
