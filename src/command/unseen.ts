import { StoreFailure } from '../session/storeFailure.ts';
import type { CommandContext } from './context.ts';
import { mendStore } from './mendStore.ts';

/** Why "nobody is signed in" may not be true here: this window cannot read what another one has stored. */
export async function unseenSessions({ sessions }: CommandContext): Promise<StoreFailure | undefined> {
  const { problems } = await sessions.list();
  return problems.some(({ kind }) => kind === 'keyInAnotherWindow')
    ? new StoreFailure('keyInAnotherWindow')
    : undefined;
}

/** Says so, with the button that reloads the window. */
export async function tellUnseen(context: CommandContext): Promise<boolean> {
  const failure = await unseenSessions(context);
  if (failure !== undefined) void mendStore(context, failure.code);
  return failure !== undefined;
}
