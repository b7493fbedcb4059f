import { watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';

const isSession = (name: string | null): boolean => name === null || name.endsWith('.session');

/** Whether any session is kept. A look at file names alone, cheap enough for every start. */
export async function keepsSessions(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => []);
  return names.some(isSession);
}

/** Calls `kept` once, when the first session comes to be kept here, by whichever window. Never polls. */
export function whenSessionIsKept(directory: string, kept: () => void): { dispose(): void } {
  let watcher: ReturnType<typeof watch> | undefined;
  let over = false;
  const dispose = (): void => {
    over = true;
    watcher?.close();
  };
  const start = async (): Promise<void> => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if (over) return;
    watcher = watch(directory, { persistent: false }, (_event, name) => {
      if (over || !isSession(name)) return;
      dispose();
      kept();
    }).on('error', dispose);
  };
  // Without a watch the account is seen once somebody uses this window's Token Inspector.
  start().catch(dispose);
  return { dispose };
}
