'use strict';
/**
 * Another extension that wants tokens. It knows nothing of Token Inspector but its documentation. Its command takes a
 * question as JSON from an input box and writes what came of it, and every change that it was told of, to a file; `host` tells the windows apart.
 */
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { authentication, commands, extensions, lm, workspace, window, CancellationTokenSource } = require('vscode');

const provider = 'token-inspector';

const questions = {
  getSession: ({ scopes, options }) => authentication.getSession(provider, scopes, options),
  accounts: () => authentication.getAccounts(provider),
  exports: async ({ request }) => {
    const extension = extensions.getExtension('token-inspector.token-inspector');
    return (await extension.activate()).getAccessToken(request);
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
