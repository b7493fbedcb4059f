import { catalogue } from '../claimMeaning.ts';

export const keycloakClaims = catalogue('keycloak', {});
