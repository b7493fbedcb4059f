import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';

const web = join(import.meta.dirname, '..', '..', '..', 'src', 'web');

describe('what VS Code for the Web loads', () => {
  for (const entry of ['extension.ts', 'app.ts']) {
    it(`${entry}: no module and no global of Node, nothing of sign-in and sessions`, async () => {
      // For a browser esbuild refuses each module of Node that is not external, and leaves globals as they are.
      const { outputFiles, metafile } = await build({
        entryPoints: [join(web, entry)],
        bundle: true,
        platform: 'browser',
        format: 'cjs',
        external: ['vscode'],
        outdir: 'nowhere',
        write: false,
        metafile: true,
        logLevel: 'silent',
      });
      const code = outputFiles[0]!.text;
      assert.deepEqual([...new Set(code.match(/\brequire\("[^"]*"\)/g))], ['require("vscode")']);
      for (const global of [/\bBuffer\b/, /\bprocess\./, /\b__dirname\b/, /\.unref\(/])
        assert.doesNotMatch(code, global);
      const rooms = Object.keys(metafile.inputs).join('\n');
      assert.doesNotMatch(
        rooms,
        /openid-client|oauth\/loopback(?:Port|Server)?\.ts|session\/(?:sessions|lock|sealing)\.ts|src\/demo\//,
      );
    });
  }
});
