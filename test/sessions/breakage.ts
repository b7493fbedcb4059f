/**
 * Breaks the session room on purpose, one guarantee at a time, in a copy. The test of that guarantee must then fail:
 * one that passes whatever the code does proves nothing.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const breakages = {
  'without the lock': [
    {
      file: 'lock.ts',
      from: 'const deadline = performance.now()',
      to: `if (name !== 'key') return { number: Math.floor(Math.random() * 1e12), async verify() {}, async release() {} };
  const deadline = performance.now()`,
    },
  ],
  'with a lock that is broken while its owner lives': [
    { file: 'lock.ts', from: '(await isAbandoned(top, silence))', to: "name !== 'key'" },
  ],
  'without reading again under the lock': [
    {
      file: 'refresh.ts',
      from: '  return withLock(',
      to: `  const reading = readSession(context.files, question.id, question.profile);
  return withLock(`,
    },
    { file: 'refresh.ts', from: '(lock) => new', to: 'async (lock) => new' },
    { file: 'refresh.ts', from: '.run());', to: '.run(await reading));' },
    { file: 'refresh.ts', from: 'async run(): ', to: 'async run(stale: Session): ' },
    {
      file: 'refresh.ts',
      from: 'const session = await this.#read();\n    const token',
      to: 'const session = stale;\n    const token',
    },
  ],
  'without waiting for a key that is on its way': [
    { file: 'keys.ts', from: 'const arrivesWithin = 1500;', to: 'const arrivesWithin = 0;' },
  ],
  'without taking a dead window’s lock': [
    { file: 'lock.ts', from: 'options.waitFor ?? 60_000', to: 'options.waitFor ?? 6_000' },
    {
      file: 'lock.ts',
      from: '(await isAbandoned(top, silence))',
      to: "(name === 'key' && (await isAbandoned(top, silence)))",
    },
  ],
  'without writing beside the file first': [
    {
      file: 'sessionFiles.ts',
      from: 'join(this.directory, temporaryName(session.id, lock.number))',
      to: 'join(this.directory, fileName(session.id))',
    },
  ],
  'with any failure taken for the end': [
    { file: 'refresh.ts', from: "if (error.code === 'invalidGrant') {", to: "if (error.code !== 'cancelled') {" },
  ],
  'without a word before sending': [
    { file: 'refresh.ts', from: 'await this.#context.files.write(marked, this.#lock);', to: '' },
  ],
} satisfies Record<string, readonly Change[]>;

export type Breakage = keyof typeof breakages;

/** Calls `use` with the address of a broken `sessions.ts`. */
export async function broken<T>(name: Breakage, use: (sessions: string) => Promise<T>): Promise<T> {
  const root = join(import.meta.dirname, '../..');
  const copy = join(root, 'out', `broken-${name.replaceAll(' ', '-')}`);
  try {
    cpSync(join(root, 'src/session'), copy, { recursive: true });
    for (const file of readdirSync(copy)) {
      // The rest of the house stays where it is: its errors must be the same classes.
      const source = readFileSync(join(copy, file), 'utf8');
      writeFileSync(join(copy, file), source.replaceAll(/from '\.\.\/(oauth|profile|token)\//g, "from '../../src/$1/"));
    }
    for (const { file, from, to } of breakages[name]) {
      const source = readFileSync(join(copy, file), 'utf8');
      if (!source.includes(from)) {
        throw new Error(`${file} no longer has what is to be broken: ${from}`);
      }
      writeFileSync(
        join(copy, file),
        source.replace(from, () => to),
      );
    }
    return await use(pathToFileURL(join(copy, 'sessions.ts')).href);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
