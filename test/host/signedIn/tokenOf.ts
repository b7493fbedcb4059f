import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId } from '../../../src/contributions.ts';
import type { TokenInspectorApi } from '../../../src/integration/exportedApi.ts';

/** The token of an API of the demo provider, where `signedIn.test.ts` has signed in. */
export async function tokenOf(api: string): Promise<string> {
  const extension = vscode.extensions.getExtension<TokenInspectorApi>(extensionId);
  const answer = await extension?.exports.getAccessToken({ profile: 'demo', api, silent: true });
  assert.ok(answer);
  return answer.accessToken;
}
