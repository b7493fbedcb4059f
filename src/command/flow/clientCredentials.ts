import * as vscode from 'vscode';
import { views } from '../../contributions.ts';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import type { FlowRun } from './run.ts';

/** The client asks for itself, and no person has anything to do (RFC 6749 §4.4). */
export async function getTokenAsClient({ profile, api, clientSecret, controller }: FlowRun): Promise<TokenSet> {
  const { getClientToken } = await import('../../oauth/clientCredentials.ts');
  return vscode.window.withProgress({ location: { viewId: views.tokens } }, () =>
    getClientToken({ profile, api, clientSecret, signal: controller.signal }),
  );
}
