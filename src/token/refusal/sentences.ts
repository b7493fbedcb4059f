import { auth0, auth0Alone } from './auth0.ts';
import { cognito, cognitoAlone } from './cognito.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import type { Sentence } from './refusal.ts';

/** Sentences by which providers refuse, more exact than `error=`; whoever says one of them means the same. */
export const sentences: readonly Sentence[] = [...auth0, ...keycloak, ...okta, ...google, ...cognito];

/** Those that count only where the issuer is known to be the vendor's. */
export const sentencesOf = { auth0: auth0Alone, cognito: cognitoAlone } as const;
