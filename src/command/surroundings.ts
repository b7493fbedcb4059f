import * as vscode from 'vscode';
import { extensionId } from '../contributions.ts';
import type { Surroundings } from '../oauth/flows.ts';
import type { Profile } from '../profile/profile.ts';

/** What VS Code knows of where it runs, and what the caller knows besides. */
export function surroundingsOf(
  profile: Profile,
  known: Partial<Pick<Surroundings, 'browser' | 'person' | 'deviceAuthorizationEndpoint'>> = {},
): Surroundings {
  const { remoteName, uiKind, uriScheme } = vscode.env;
  const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
  return {
    host: remoteName !== undefined && kind === vscode.ExtensionKind.Workspace ? 'remote' : 'local',
    ui: uiKind === vscode.UIKind.Web ? 'browser' : 'desktop',
    remoteName,
    uriScheme,
    extensionId,
    browser: true,
    person: true,
    anyRedirectUri: profile.origin === 'demo',
    forwardsRedirectUri: false,
    deviceAuthorizationEndpoint: undefined,
    ...known,
  };
}
