import type { InspectedInput } from '../view/inspectedRows.ts';
import type { InspectContext } from './context.ts';

/** What any token is held against now: the profiles, the sessions that are kept, and what their issuers said. */
export async function known({ settings, sessions, issuer }: InspectContext): Promise<InspectedInput> {
  const list = await sessions.list();
  return { profiles: settings.profiles(), sessions: list.sessions, issuer, now: Math.floor(Date.now() / 1000) };
}
