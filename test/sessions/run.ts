/** `npm run test:sessions`: what must hold of sessions, at full length. `--short` runs a tenth of it. */
import { broken, type Breakage } from './breakage.ts';
import { contend, type Contention, type ContentionOptions } from './contention.ts';
import { faults, inject } from './faults.ts';
import { useFirst } from './firstUse.ts';
import { killRefreshes, killStores, type Kills } from './kills.ts';

interface Row {
  readonly name: string;
  readonly holds: boolean;
  readonly seen: string;
}

const isShort = process.argv.includes('--short');
const rows: Row[] = [];
const began = Date.now();

async function check(name: string, run: () => Promise<Omit<Row, 'name'>>): Promise<void> {
  let row: Row;
  try {
    row = { name, ...(await run()) };
  } catch (error) {
    row = { name, holds: false, seen: String(error) };
  }
  rows.push(row);
  console.log(`${row.holds ? 'ok  ' : 'FAIL'} ${name}: ${row.seen}`);
}

function contention(name: string, options: Omit<ContentionOptions, 'expiries' | 'windows'>): Promise<void> {
  return check(name, async () => {
    const expiries = isShort ? 20 : 200;
    const result = await contend({ ...options, windows: 8, expiries });
    const expected = expiries * (options.twoApis === true ? 2 : 1);
    return { holds: isUnharmed(result) && result.refreshes === expected, seen: describeContention(result) };
  });
}

function isUnharmed({ reuses, wrongRounds, errors }: Contention): boolean {
  return reuses === 0 && wrongRounds === 0 && errors.length === 0;
}

function describeContention({ refreshes, reuses, wrongRounds, errors, slowest }: Contention): string {
  const told = errors.length === 0 ? '' : `, ${errors.length} errors, the first: ${errors[0] ?? ''}`;
  const waited = `slowest answer ${Math.round(slowest)} ms`;
  return `${refreshes} refreshes, ${reuses} reuses, ${wrongRounds} wrong expiries, ${waited}${told}`;
}

function kills(name: string, run: () => Promise<Kills>): Promise<void> {
  return check(name, async () => {
    const { kills: count, lost, slowest, wrong } = await run();
    const seen = `${count} kills, next window waited ${Math.round(slowest)} ms at most, ${lost} answers lost and told`;
    return { holds: wrong.length === 0 && count > 0, seen: [seen, ...wrong.slice(0, 3)].join('; ') };
  });
}

/** Passes when what holds of the real thing does not hold of the broken one. */
function breaks(
  name: Breakage,
  what: string,
  run: (sessions: string) => Promise<{ holds: boolean; seen: string }>,
): Promise<void> {
  return check(`${name}, "${what}" fails`, async () => {
    const { holds, seen } = await broken(name, run);
    return { holds: !holds, seen };
  });
}

const contentionBroken = async (sessions: string): Promise<{ holds: boolean; seen: string }> => {
  const result = await contend({ windows: 8, expiries: 5, propagation: 'atOnce', sessions });
  return { holds: isUnharmed(result), seen: describeContention(result) };
};

await Promise.all([
  contention('8 windows, SecretStorage shared at once', { propagation: 'atOnce' }),
  contention('8 windows, SecretStorage 0 to 150 ms late', { propagation: 'late' }),
  contention('8 windows, SecretStorage never seen by others', { propagation: 'never' }),
  contention('8 windows, half of them for another API', { propagation: 'never', twoApis: true }),
  contention('8 windows that open and close', { propagation: 'late', comeAndGo: true }),
]);

for (const propagation of ['late', 'slowly', 'never'] as const) {
  await check(`two windows make the key at once, SecretStorage ${propagation}`, async () => {
    const { rounds, wrong } = await useFirst(propagation, isShort ? 2 : 20);
    return { holds: wrong.length === 0, seen: [`${rounds} rounds`, ...wrong.slice(0, 3)].join('; ') };
  });
}

await kills('killed at every await point of a refresh', () => killRefreshes({ every: isShort ? 7 : 1 }));
await kills('killed at every await point of a store', () => killStores({ every: isShort ? 7 : 1, withKey: true }));
await kills('killed at every await point of the first store', () =>
  killStores({ every: isShort ? 7 : 1, withKey: false }),
);

const names = Object.keys(faults);
const takeFaults = async (): Promise<void> => {
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const fault = name;
    await check(`refresh meets: ${fault}`, async () => {
      const { injected, ended, wrong } = await inject(fault, isShort ? 100 : 1000);
      return {
        holds: ended === 0 && wrong.length === 0,
        seen: [`${injected} times, ${ended} sessions ended`, ...new Set(wrong)].join('; '),
      };
    });
  }
};
await Promise.all([takeFaults(), takeFaults(), takeFaults(), takeFaults()]);

await breaks('without the lock', '8 windows', contentionBroken);
await breaks('with a lock that is broken while its owner lives', '8 windows', contentionBroken);
await breaks('without reading again under the lock', '8 windows', contentionBroken);
await breaks('without waiting for a key that is on its way', 'two windows make the key at once', async (sessions) => {
  const { wrong } = await useFirst('slowly', 2, sessions);
  return { holds: wrong.length === 0, seen: wrong[0] ?? 'nothing' };
});
for (const name of [
  'without taking a dead window’s lock',
  'without writing beside the file first',
  'without a word before sending',
] as const) {
  await breaks(name, 'killed at every await point of a refresh', async (sessions) => {
    const { wrong } = await killRefreshes({ sessions });
    return { holds: wrong.length === 0, seen: wrong[0] ?? 'nothing' };
  });
}
await breaks('with any failure taken for the end', 'refresh meets: 503', async (sessions) => {
  const { injected, ended } = await inject('503', 2, sessions);
  return { holds: ended === 0, seen: `${ended} of ${injected} ended the session` };
});

const width = Math.max(...rows.map(({ name }) => name.length));
console.log(
  `\n${rows.map(({ name, holds, seen }) => `${holds ? 'holds' : 'FAILS'}  ${name.padEnd(width)}  ${seen}`).join('\n')}`,
);
console.log(`\n${rows.length} rows in ${Math.round((Date.now() - began) / 1000)} s`);
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;
