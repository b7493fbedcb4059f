import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { host, profileRow } from '../view/accountRows.ts';
import type { InspectedTokens } from '../view/inspected.ts';
import { findInspected, inspectedRows } from '../view/inspectedRows.ts';
import type { IssuerFacts } from '../view/issuerFacts.ts';
import type { TreeNode } from '../view/node.ts';
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
      ...this.#settings.profiles().map(verifyingRow),
      ...this.#inspectedRows(),
    ]);
  }

  /** The row of an inspected token. */
  inspectedRow(id: string): Promise<TreeNode | undefined> {
    return findInspected(this.#inspectedRows(), id);
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

function verifyingRow(profile: Profile): TreeNode {
  const description = vscode.l10n.t('{0} · to verify its tokens', host(profile.issuer));
  return { ...profileRow(profile), description, context: 'profile' };
}
