import { Session } from 'node:inspector/promises';
import { parentPort, workerData } from 'node:worker_threads';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

const { decode } = await import('../../../src/token/decode.ts');
const { explainError } = await import('../../../src/token/explain/explainError.ts');
const { extract } = await import('../../../src/token/extract.ts');
const { findings } = await import('../../../src/token/findings.ts');

function read(input: string): void {
  if (workerData === 'explain') {
    explainError(input, { tokens: [], apis: [], now: 0 });
    return;
  }
  extract(input);
  findings({
    token: decode(input),
    use: 'accessToken',
    profile: {
      issuer: 'https://a.example.com',
      clientId: 'c',
      audience: 'https://stock.example.com',
      requestedScopes: ['a'],
    },
    answer: { refreshToken: false, grantedScopes: ['b'] },
    now: 0,
  });
}

async function count(input: string): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  read(input);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  let operations = 0;
  for (const { url, functions } of result) {
    if (!url.includes('/src/token/')) continue;
    for (const { ranges } of functions) for (const range of ranges) operations += range.count;
  }
  return operations;
}

parentPort?.on('message', (input: string) => {
  void count(input).then((operations) => parentPort?.postMessage(operations));
});
