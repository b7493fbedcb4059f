/**
 * Builds `dist/`: the extension, the demo server, the entry for a browser, and what `access-token` runs in a terminal. Two
 * passes for the first two, because VS Code loads extensions with `require` and esbuild splits code only for ES modules:
 * the first pass bundles and splits, the second turns each chunk into CommonJS, where a dynamic `import()` becomes a lazy
 * `require`. What is dynamically imported is loaded when it is first needed and never twice.
 * (A native `import()` is no option: packaged desktop releases before 1.94 refuse it with
 * ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, https://github.com/microsoft/vscode/issues/130367.)
 */
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

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

/** @returns what esbuild tells about inputs and outputs. */
async function bundle(entryPoints: Record<string, string>, chunks: 'extension' | 'demo'): Promise<Metafile> {
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
  await shareHelpers(files.filter((file) => file.endsWith('.cjs')));
  // The benchmark asks which source each byte of code comes from.
  await writeFile(`${stage}.json`, JSON.stringify(metafile));
  return metafile;
}

/**
 * Gives `activate()` one file of its own: to find, read and compile a file takes longer than anything that stands in the small ones
 * that it shares with the rest. They hold no state (ids, a pattern, a way to show a text), so that a second copy of them does no harm.
 */
async function inOneFile(entry: string): Promise<void> {
  await build({
    ...shared,
    entryPoints: [`out/stage/extension/${entry}.cjs`],
    bundle: true,
    format: 'cjs',
    outdir: 'dist',
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    plugins: [laterApart],
  });
}

/** What is loaded later stays a file. */
const laterApart: Plugin = {
  name: 'later-apart',
  setup(hooks) {
    hooks.onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** What the second pass writes at the head of each file: how modules of both kinds get along, then what the file exports. */
const head =
  /^"use strict";(?<helpers>var .*?)var (?<names>[\w$]+)=\{\};(?<define>[\w$]+)\(\k<names>,\{.*?\}\);module\.exports=(?<finish>[\w$]+)\(\k<names>\);/;
const imports = /(?<take>[\w$]+)=\([\w$]+,[\w$]+,[\w$]+\)=>\([\w$]+=[\w$]+!=null\?/;
const interop = 'interop.cjs';

/** Lets the files share those helpers: there are many small files, and a copy in each was a twentieth of the package. */
async function shareHelpers(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const text = await readFile(`dist/${file}`, 'utf8');
    const { helpers = '', define = '', finish = '' } = head.exec(text)?.groups ?? {};
    const take = imports.exec(helpers)?.groups?.['take'];
    if (helpers === '') throw new Error(`${file} does not begin as esbuild’s files did`);
    if (take !== undefined) {
      await writeFile(
        `dist/${interop}`,
        `"use strict";${helpers}module.exports={define:${define},finish:${finish},take:${take}};`,
      );
    }
    const names = [`define:${define}`, `finish:${finish}`, ...(take === undefined ? [] : [`take:${take}`])];
    // As long as before, so that the source maps stay true.
    const shorter = `var {${names.join(',')}}=require("./${interop}");`.padEnd(helpers.length);
    await writeFile(
      `dist/${file}`,
      text.replace(helpers, () => shorter),
    );
  }
}

/**
 * VS Code in a browser gives an extension one file, which reads the others (`src/web/sharedModules.ts`): it must know their
 * names, and none of them may want Node.
 */
async function bundleForWeb({ outputs }: Metafile): Promise<void> {
  const files = new Set<string>();
  const add = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    for (const { path: imported, external } of outputs[path]?.imports ?? []) {
      if (external !== true) add(imported);
      else if (imported !== 'vscode') throw new Error(`${path} wants ${imported}, which no browser has`);
    }
  };
  add('out/stage/extension/web-app.cjs');
  files.add(interop);
  await build({
    ...shared,
    entryPoints: { web: 'src/web/extension.ts' },
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    outdir: 'dist',
    define: { sharedFiles: JSON.stringify([...files].map((path) => basename(path))) },
  });
  // In a package of type "module" the web's extension host takes nothing but `.cjs` for CommonJS, and then fetches it with
  // `.js` appended, as it always has. `vsce`, and perhaps a later host, want the file by the name in the manifest.
  await copyFile('dist/web.cjs', 'dist/web.cjs.js');
}

/** The licences of what is bundled ask to come along. */
async function writeNotices({ inputs }: Metafile, file: string): Promise<void> {
  const packages = Object.keys(inputs)
    .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
    .filter((folder) => folder !== undefined);
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
const extension = await bundle({ extension: 'src/extension.ts', 'web-app': 'src/web/app.ts' }, 'extension');
await writeNotices(extension, 'THIRD_PARTY_NOTICES.txt');
await bundleForWeb(extension);
await inOneFile('extension');
await build({
  ...shared,
  entryPoints: { 'access-token': 'src/integration/terminal/client.ts' },
  bundle: true,
  format: 'cjs',
  sourcemap: false,
  outdir: 'dist',
});
await writeNotices(await bundle({ demo: 'src/demo/server.ts' }, 'demo'), 'demo-THIRD_PARTY_NOTICES.txt');
