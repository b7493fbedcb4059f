import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { safeText } from '../token/display.ts';
import { host, profileTooltip } from '../view/accountRows.ts';
import type { InspectedTokens } from '../view/inspected.ts';
import { inspectedRows } from '../view/inspectedRows.ts';
import type { IssuerFacts } from '../view/issuerFacts.ts';
import { icon, rowId, type TreeNode } from '../view/node.ts';
import { settingsProblemRow } from '../view/problemRows.ts';
import type { TreeSource } from '../view/tokenTree.ts';

/** The rows of the Tokens view where nobody can be signed in: the profiles, whose issuers verify, and what is inspected. */
export class WebRows implements TreeSource {
  readonly #settings: ProfileSettings;
  readonly #issuer: IssuerFacts;
  readonly #inspected: InspectedTokens;

  constructor(settings: ProfileSettings, issuer: IssuerFacts, inspected: InspectedTokens) {
    this.#settings = settings;
    this.#issuer = issuer;
    this.#inspected = inspected;
  }

  nextChange(): undefined {
    return undefined;
  }

  roots(): Promise<TreeNode[]> {
    return Promise.resolve([
      ...settingsProblemRow(this.#settings.problems()),
      ...this.#settings.profiles().map(profileRow),
      ...this.#inspectedRows(),
    ]);
  }

  /** The row of an inspected token. */
  async inspectedRow(id: string): Promise<TreeNode | undefined> {
    const [root] = this.#inspectedRows();
    const rows = (await root?.children?.()) ?? [];
    return rows.find(({ inspected }) => inspected === id);
  }

  #inspectedRows(): TreeNode[] {
    return inspectedRows(this.#inspected.list(), {
      profiles: this.#settings.profiles(),
      sessions: [],
      issuer: this.#issuer,
      now: Math.floor(Date.now() / 1000),
    });
  }
}

function profileRow(profile: Profile): TreeNode {
  return {
    id: rowId('profile', profile.name),
    label: safeText(profile.name),
    description: vscode.l10n.t('{0} · to verify its tokens', host(profile.issuer)),
    tooltip: profileTooltip(profile),
    icon: icon('account'),
    context: 'profile',
    target: { profile: profile.name },
  };
}
