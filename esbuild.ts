/**
 * Builds `dist/`. Two passes, because VS Code loads extensions with `require` and esbuild splits code only for ES
 * modules: the first pass bundles and splits, the second turns each chunk into CommonJS, where a dynamic `import()`
 * becomes a lazy `require`. What is dynamically imported is loaded when it is first needed and never twice.
 * (A native `import()` is no option: packaged desktop releases before 1.94 refuse it with
 * ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, https://github.com/microsoft/vscode/issues/130367.)
 */
import { readdir, rm } from 'node:fs/promises';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const shared: BuildOptions = {
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: false,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  outExtension: { '.js': '.cjs' },
  logLevel: 'warning',
};

/** The demo server is bundled apart, so that nothing else grows with it. */
const demoApart: Plugin = {
  name: 'demo-apart',
  setup(hooks) {
    hooks.onResolve({ filter: /\/demo\/server\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './demo.cjs', external: true } : undefined,
    );
  },
};

async function bundle(entryPoints: Record<string, string>, chunks: 'extension' | 'demo'): Promise<void> {
  const stage = `out/stage/${chunks}`;
  await build({
    ...shared,
    entryPoints,
    bundle: true,
    splitting: true,
    format: 'esm',
    external: ['vscode'],
    outdir: stage,
    chunkNames: chunks === 'demo' ? 'demo-[hash]' : '[name]-[hash]',
    plugins: [demoApart],
  });
  const files = await readdir(stage);
  await build({
    ...shared,
    entryPoints: files.filter((file) => file.endsWith('.cjs')).map((file) => `${stage}/${file}`),
    bundle: false,
    format: 'cjs',
    outdir: 'dist',
    supported: { 'dynamic-import': false },
  });
}

await rm('dist', { recursive: true, force: true });
await rm('out/stage', { recursive: true, force: true });
await bundle({ extension: 'src/extension.ts' }, 'extension');
await bundle({ demo: 'src/demo/server.ts' }, 'demo');
