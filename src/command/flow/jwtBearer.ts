import * as vscode from 'vscode';
import { views } from '../../contributions.ts';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import type { FlowRun } from './run.ts';

/** The client signs for the token, and no person has anything to do (RFC 7523 §2.1). */
export async function getTokenAsSigner(run: FlowRun): Promise<TokenSet> {
  const { profile, api, clientSecret, signingKey, controller } = run;
  const { getTokenByAssertion } = await import('../../oauth/jwtBearer.ts');
  return vscode.window.withProgress({ location: { viewId: views.tokens } }, () =>
    getTokenByAssertion({ profile, api, clientSecret, signingKey, signal: controller.signal }),
  );
}
