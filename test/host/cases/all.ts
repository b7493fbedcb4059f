import { auth0Cases } from './auth0.ts';
import { entraCases } from './entra.ts';
import { googleAndCognitoCases } from './googleAndCognito.ts';
import { homemadeCases } from './homemade.ts';
import { identityServerCases } from './identityServer.ts';
import { keycloakAndOktaCases } from './keycloakAndOkta.ts';
import { kubernetesCases } from './kubernetes.ts';
import type { RealCase } from './realCase.ts';

/** Every case, by family. */
export const realCases: readonly RealCase[] = [
  ...auth0Cases,
  ...entraCases,
  ...keycloakAndOktaCases,
  ...googleAndCognitoCases,
  ...kubernetesCases,
  ...identityServerCases,
  ...homemadeCases,
];
