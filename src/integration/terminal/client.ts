/**
 * What `access-token` runs in a terminal, in a process of its own: asks the window that made the terminal, and passes on
 * what that says. It knows no token and decides nothing.
 */
import { request } from 'node:http';
import type { Reply } from './endpoint.ts';
import type { Surroundings } from './program.ts';

const { socketPath, secret, goneText } = JSON.parse(process.env['TOKEN_INSPECTOR_TERMINAL'] ?? '') as Surroundings;
const query = new URLSearchParams(process.argv.slice(2).map((argument): [string, string] => ['argument', argument]));

/** The window was closed or reloaded, or the terminal is not the one that was opened. */
function gone(): void {
  process.exitCode = 1;
  process.stderr.write(`${goneText}\n`);
}

const asked = request({
  socketPath,
  path: `/?${query.toString()}`,
  headers: { Authorization: `Bearer ${secret}` },
  // The default one may be told to use a proxy.
  agent: false,
});
asked.once('error', gone);
asked.once('response', (response) => {
  let rest = '';
  let ended = false;
  response.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { stdout = '', stderr = '', exitCode } = JSON.parse(line) as Partial<Reply>;
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      if (exitCode === undefined) continue;
      ended = true;
      process.exitCode = exitCode;
    }
  });
  response.once('error', () => undefined);
  response.once('close', () => {
    if (!ended) gone();
  });
});
asked.end();
