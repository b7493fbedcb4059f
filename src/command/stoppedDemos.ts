import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';

/** Milliseconds in which a server on this computer answers, if it is there. */
const patience = 500;

/** Issuers that did not answer. A demo that ended never comes back. */
const stopped = new Set<string>();

/** The sessions of demo providers that ended with their windows. The demo of another window that still runs keeps its own. */
export async function ofStoppedDemos(sessions: readonly Session[]): Promise<readonly Session[]> {
  const issuers = new Set(sessions.filter(({ demo }) => demo === true).map(({ issuer }) => issuer));
  await Promise.all(
    [...issuers].map(async (issuer) => {
      if (!stopped.has(issuer) && !(await answers(issuer))) stopped.add(issuer);
    }),
  );
  return sessions.filter(({ demo, issuer }) => demo === true && stopped.has(issuer));
}

/** Forgets what demo servers issued that are gone: nobody honours it any more. */
export async function forgetStoppedDemos(sessions: Sessions): Promise<void> {
  const { sessions: all } = await sessions.list();
  for (const { id } of await ofStoppedDemos(all)) await sessions.signOut(id);
}

async function answers(issuer: string): Promise<boolean> {
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(patience),
    });
    const metadata: unknown = await response.json();
    return typeof metadata === 'object' && metadata !== null && 'issuer' in metadata && metadata.issuer === issuer;
  } catch {
    return false;
  }
}
