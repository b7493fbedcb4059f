import { setTimeout as delay } from 'node:timers/promises';

/** Windows refuses to touch a file that somebody (a virus scanner, another window) has open just now: try for a second. */
export async function patiently<T>(attempt: () => T | Promise<T>): Promise<T> {
  for (let pause = 10; ; pause *= 2) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(code) || process.platform !== 'win32' || pause > 640) {
        throw error;
      }
      await delay(pause);
    }
  }
}
