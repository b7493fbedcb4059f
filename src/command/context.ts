import type { LogOutputChannel, Memento } from 'vscode';
import type { ClientSecrets } from '../profile/clientSecret.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import type { ReplacedTokens } from '../session/replacedTokens.ts';
import type { Sessions } from '../session/sessions.ts';
import type { DecodedDocuments } from '../view/decodedDocuments.ts';
import type { InspectedTokens } from '../view/inspected.ts';
import type { InUse } from '../view/inUse.ts';
import type { IssuerFacts } from '../view/issuerFacts.ts';
import type { CopiedTokens } from './copiedTokens.ts';
import type { DemoProvider } from './demoProvider.ts';
import type { SignIns } from './signIns.ts';

/** What the commands work with that only look at tokens. It is all that there is where nothing but a browser runs. */
export interface InspectContext {
  readonly settings: ProfileSettings;
  readonly sessions: Pick<Sessions, 'list'>;
  readonly issuer: IssuerFacts;
  readonly inspected: InspectedTokens;
  readonly replaced: ReplacedTokens;
  readonly copied: Pick<CopiedTokens, 'at' | 'note'>;
  readonly documents: DecodedDocuments;
  /** Shows the row of an inspected token and puts the cursor on it. */
  revealInspected(id: string): Promise<void>;
}

/** What the commands work with. Made once, by `app.ts`. */
export interface CommandContext extends InspectContext {
  readonly secrets: ClientSecrets;
  readonly sessions: Sessions;
  readonly signIns: SignIns;
  readonly demo: DemoProvider;
  readonly copied: CopiedTokens;
  readonly inUse: InUse;
  readonly log: LogOutputChannel;
  /** For what a person chose last. Never for a token. */
  readonly state: Memento;
  /** Shows and opens the row of an API of an account, and puts the cursor on it. */
  revealApi(id: string): Promise<void>;
}
