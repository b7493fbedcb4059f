import * as vscode from 'vscode';
import { extensionId } from '../contributions.ts';
import type { Surroundings } from '../oauth/flows.ts';
import type { Profile } from '../profile/profile.ts';
import { forwardedListener } from './flow/forwardedPort.ts';

/** What VS Code knows of where it runs, and what the caller knows besides. */
export async function surroundingsOf(
  profile: Profile,
  known: Partial<Pick<Surroundings, 'browser' | 'person' | 'deviceAuthorizationEndpoint'>> = {},
): Promise<Surroundings> {
  const { remoteName, uiKind, uriScheme } = vscode.env;
  const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
  return {
    host: remoteName !== undefined && kind === vscode.ExtensionKind.Workspace ? 'remote' : 'local',
    ui: uiKind === vscode.UIKind.Web ? 'browser' : 'desktop',
    remoteName,
    uriScheme,
    browser: true,
    person: true,
    anyRedirectUri: profile.origin === 'demo',
    forwardsRedirectUri: (await forwardedListener(profile.redirectUri)) !== undefined,
    deviceAuthorizationEndpoint: undefined,
    ...known,
  };
}
