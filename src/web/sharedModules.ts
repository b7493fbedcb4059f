import * as vscode from 'vscode';
import type * as app from './app.ts';

/** Names of files beside this one, which the build writes in: the web's application first, then all that it stands on. */
declare const sharedFiles: readonly [string, ...string[]];

interface Module {
  exports: unknown;
}

/**
 * Loads `web/app.ts`. Its modules are the very files that Node's entry loads: VS Code gives a web extension one file and
 * nothing else to `require`, and a second copy of all that is known about tokens would be a fifth of the package. They are
 * read as VS Code reads an extension's main file, from the package, and run as it runs that: as the body of a function.
 */
export async function loadApp(extension: vscode.Uri): Promise<typeof app> {
  const texts = new Map(
    await Promise.all(sharedFiles.map(async (name) => [name, await read(extension, name)] as const)),
  );
  const modules = new Map<string, Module>();
  const load = (request: string): unknown => {
    if (request === 'vscode') return vscode;
    const name = request.replace(/^\.\//, '');
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const text = texts.get(name);
    if (text === undefined) throw new Error(`“${request}” is no module of this extension`);
    const module: Module = { exports: {} };
    modules.set(name, module);
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    new Function('module', 'exports', 'require', text)(module, module.exports, load);
    return module.exports;
  };
  return load(sharedFiles[0]) as typeof app;
}

async function read(extension: vscode.Uri, name: string): Promise<string> {
  const file = vscode.Uri.joinPath(extension, 'dist', name);
  return `${new TextDecoder().decode(await vscode.workspace.fs.readFile(file))}\n//# sourceURL=${file.toString(true)}`;
}
