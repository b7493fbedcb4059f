/**
 * Builds `dist/`. Two passes, because VS Code loads extensions with `require` and esbuild splits code only for ES
 * modules: the first pass bundles and splits, the second turns each chunk into CommonJS, where a dynamic `import()`
 * becomes a lazy `require`. What is dynamically imported is loaded when it is first needed and never twice.
 * (A native `import()` is no option: packaged desktop releases before 1.94 refuse it with
 * ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, https://github.com/microsoft/vscode/issues/130367.)
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** @returns the folders of the packages that went into it. */
async function bundle(entryPoints: Record<string, string>, chunks: 'extension' | 'demo'): Promise<string[]> {
  const stage = `out/stage/${chunks}`;
  const { metafile } = await build({
    ...shared,
    entryPoints,
    bundle: true,
    metafile: true,
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
  const packages = Object.keys(metafile.inputs).map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return packages.filter((folder) => folder !== undefined);
}

/** The licences of what is bundled ask to come along. */
async function writeNotices(packages: readonly string[], file: string): Promise<void> {
  const notices = await Promise.all(
    [...new Set(packages)].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as PackageFacts;
      const licence = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        licence === undefined ? `License: ${license ?? 'unknown'}` : await readFile(`${folder}/${licence}`, 'utf8');
      return `${name} ${version}\n\n${text.trim()}\n`;
    }),
  );
  await writeFile(`dist/${file}`, notices.join(`\n${'-'.repeat(80)}\n\n`));
}

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

await rm('dist', { recursive: true, force: true });
await rm('out/stage', { recursive: true, force: true });
await writeNotices(await bundle({ extension: 'src/extension.ts' }, 'extension'), 'THIRD_PARTY_NOTICES.txt');
await writeNotices(await bundle({ demo: 'src/demo/server.ts' }, 'demo'), 'demo-THIRD_PARTY_NOTICES.txt');
