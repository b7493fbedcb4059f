/** Two windows that need the key at the same moment, before there is one. */
import type { TokenSet } from '../../src/oauth/tokenSet.ts';
import type { Sessions } from '../../src/session/sessions.ts';
import { Desktop, type Answer } from './windows.ts';

type Listing = Awaited<ReturnType<Sessions['list']>>;

export interface FirstUse {
  readonly rounds: number;
  readonly wrong: readonly string[];
}

/**
 * `late`, `slowly`: both sign-ins are kept, and both windows read both. `never`: one of the two is told to reload its window, makes
 * no key of its own, and can sign in after that.
 */
export async function useFirst(
  propagation: 'late' | 'slowly' | 'never',
  rounds: number,
  sessions?: string,
): Promise<FirstUse> {
  const wrong: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const desktop = new Desktop(propagation);
    const options = {
      issuer: 'https://login.example/',
      protocol: 'plain',
      ...(sessions !== undefined && { sessions }),
    } as const;
    try {
      const windows = await Promise.all([desktop.open(options), desktop.open(options)]);
      const at = Date.now() + 20;
      const subjects = ['ada', 'bob'];
      const answers = (await Promise.all(
        windows.map((window, index) => window.order({ call: 'add', tokenSet: tokenSetOf(subjects[index]!), at })),
      )) as Answer[];
      const refused = answers.findIndex(({ error }) => error !== undefined);
      if (propagation !== 'never') {
        wrong.push(...answers.flatMap(({ error }) => error ?? []));
      } else {
        const errors = answers.flatMap(({ error }) => error ?? []);
        if (errors.join() !== 'StoreFailure keyInAnotherWindow') {
          wrong.push(`refused: ${errors.join()}`);
        }
        await windows[refused]?.close();
        windows[refused] = await desktop.open(options);
        await windows[refused].order({ call: 'add', tokenSet: tokenSetOf(subjects[refused]!) });
      }
      for (const window of [...windows, await desktop.open(options)]) {
        const listing = JSON.parse(((await window.order({ call: 'list' })) as Answer).value!) as Listing;
        if (listing.sessions.length !== 2 || listing.problems.length > 0) {
          wrong.push(`${listing.sessions.length} sessions, ${listing.problems.map(({ kind }) => kind).join(' ')}`);
        }
      }
    } finally {
      await desktop.close();
    }
  }
  return { rounds, wrong };
}

function tokenSetOf(subject: string): TokenSet {
  return {
    issuer: 'https://login.example/',
    clientId: 'editor',
    subject,
    accessToken: subject,
    tokenType: 'Bearer',
    receivedAt: 0,
    requestedScopes: [],
    refreshToken: subject,
  };
}
