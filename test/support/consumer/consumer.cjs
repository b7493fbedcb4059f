'use strict';
/**
 * Another extension that wants tokens. It knows nothing of Token Inspector but its documentation. Its command takes a
 * question as JSON from an input box and writes what came of it, and every change that it was told of, to a file; `host` tells the windows apart.
 */
const { appendFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const {
  authentication,
  commands,
  debug,
  extensions,
  lm,
  tasks,
  workspace,
  window,
  CancellationTokenSource,
} = require('vscode');

const provider = 'token-inspector';

/** Told of the next program to launch, whose debugger this is. */
let launched = () => undefined;

const questions = {
  getSession: ({ scopes, options }) => authentication.getSession(provider, scopes, options),
  accounts: () => authentication.getAccounts(provider),
  exports: async ({ request }) => {
    const extension = extensions.getExtension('token-inspector.token-inspector');
    return (await extension.activate()).getAccessToken(request);
  },
  launch: async ({ name }) => {
    const started = new Promise((resolve) => (launched = resolve));
    const [folder] = workspace.workspaceFolders;
    await debug.startDebugging(folder, name);
    return (await started).env;
  },
  task: async ({ name }) => {
    const task = (await tasks.fetchTasks()).find((each) => each.name === name);
    const ended = new Promise((resolve) => tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode)));
    await tasks.executeTask(task);
    return ended;
  },
  // All extensions of a window share one process, and `require` there has one memory.
  loaded: () => {
    const dist = join(extensions.getExtension('token-inspector.token-inspector').extensionPath, 'dist');
    return Object.keys(require.cache).filter((path) => dirname(path) === dist);
  },
  tool: async ({ name, input }) => {
    const cancel = new CancellationTokenSource();
    const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined }, cancel.token);
    return content.map(({ value }) => value).join('\n');
  },
};

exports.activate = (context) => {
  const write = (line) => {
    const file = join(workspace.workspaceFolders[0].uri.fsPath, 'consumer.jsonl');
    appendFileSync(file, `${JSON.stringify({ host: process.pid, ...line })}\n`);
  };
  context.subscriptions.push(
    debug.registerDebugConfigurationProvider('consumer', {
      resolveDebugConfigurationWithSubstitutedVariables: (_folder, configuration) => {
        launched(configuration);
        // There is nothing to launch.
        return undefined;
      },
    }),
    authentication.onDidChangeSessions(({ provider: { id } }) => {
      if (id === provider) write({ event: 'changed' });
    }),
    commands.registerCommand('consumer.ask', async () => {
      const asked = await window.showInputBox({ prompt: 'Question' });
      if (asked === undefined) return;
      const { id, kind, ...question } = JSON.parse(asked);
      try {
        write({ id, answer: (await questions[kind](question)) ?? null });
      } catch (error) {
        write({ id, error: error.message, name: error.name, code: error.code });
      }
    }),
  );
};
