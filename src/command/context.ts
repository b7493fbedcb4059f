import type { LogOutputChannel } from 'vscode';
import type { ClientSecrets } from '../profile/clientSecret.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import type { Sessions } from '../session/sessions.ts';
import type { DemoProvider } from './demoProvider.ts';
import type { SignIns } from './signIns.ts';

/** What the commands work with. Made once, by `app.ts`. */
export interface CommandContext {
  readonly settings: ProfileSettings;
  readonly secrets: ClientSecrets;
  readonly sessions: Sessions;
  readonly signIns: SignIns;
  readonly demo: DemoProvider;
  readonly log: LogOutputChannel;
}
