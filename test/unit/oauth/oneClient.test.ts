import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { discover } from '../../../src/oauth/metadata.ts';
import { startFake } from './fakeServer.ts';
import { profileFor } from './profiles.ts';

/** No `fetch` takes a client certificate; `node:https`, which VS Code replaces as well, does. */
const withCertificate = 'oauth/certificateFetch.ts';

const source = new URL('../../../src/', import.meta.url);

/** Other ways to send a request: none of them knows VS Code's proxies and certificates. */
const otherClients =
  /from '(?:node:)?(?:https|http2|undici|axios|got|node-fetch)'|\bXMLHttpRequest\b|\bnew WebSocket\b/;

describe('what sends requests', () => {
  it('is the global fetch of the moment, which VS Code replaces for proxies and certificates', async () => {
    const fake = await startFake();
    const original = globalThis.fetch;
    const asked: string[] = [];
    globalThis.fetch = (input, init) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return original(input, init);
    };
    try {
      await discover(profileFor(fake.issuer));
    } finally {
      globalThis.fetch = original;
      await fake.stop();
    }
    assert.deepEqual(asked, [`${fake.issuer}/.well-known/openid-configuration`]);
  });

  it('is nothing else: node:http only listens, or asks the window that made a terminal, by a socket of this computer', () => {
    const files = readdirSync(source, { encoding: 'utf8', recursive: true })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts'));
    assert.ok(files.length > 100);
    for (const file of files) {
      const text = readFileSync(new URL(file, source), 'utf8');
      if (file !== withCertificate) assert.doesNotMatch(text, otherClients, file);
      const [, http] = /import \{([^}]*)\} from 'node:http'/.exec(text) ?? [];
      const bySocket = /\brequest\(\{\s*socketPath,/.test(text);
      if (http !== undefined && !bySocket) assert.doesNotMatch(http, /\brequest\b|\bget\b|\bAgent\b/, file);
    }
  });
});
