import * as vscode from 'vscode';
import { offsetOfKey, startOfObject } from './jsonc.ts';

const setting = 'tokenInspector.profiles';

/**
 * Opens the settings file that holds a profile, at the profile, or at a key inside it. Where the file that opens has
 * no profiles yet, an example is inserted with places to fill in; nothing is saved.
 *
 * @param path a problem's path, or `['tokenInspector.profiles', name]`; absent for the profiles as a whole.
 */
export async function openProfileSettings(path: readonly (string | number)[] = [setting]): Promise<void> {
  const [key = setting] = path.map(String);
  const workspace = standsInWorkspace(key, path[1]);
  const editor = await openSettingsFile(workspace, key);
  if (editor === undefined) return;
  const source = editor.document.getText();
  const offset = deepestKey(source, path);
  if (offset !== undefined) reveal(editor, offset);
  else if (key === setting && !workspace) await insertExample(editor, source);
}

/** Opens the settings file of the user or of the workspace; undefined where it did not open. */
export async function openSettingsFile(workspace: boolean, key: string): Promise<vscode.TextEditor | undefined> {
  // VS Code's own commands know where the file is: in a browser it is on no disk.
  await vscode.commands.executeCommand(
    workspace ? 'workbench.action.openWorkspaceSettingsFile' : 'workbench.action.openSettingsJson',
    { revealSetting: { key } },
  );
  return settingsEditor(workspace);
}

/** The editor that the command opened. It may become the active one a moment after the command has ended. */
async function settingsEditor(workspace: boolean): Promise<vscode.TextEditor | undefined> {
  const isIt = (editor: vscode.TextEditor | undefined) => {
    const uri = editor?.document.uri;
    // Never write into another file: somebody else's settings.json may have been open before.
    if (uri === undefined) return false;
    if (workspace) return /\/\.vscode\/settings\.json$|\.code-workspace$/.test(uri.path);
    return uri.path.endsWith('/settings.json') && vscode.workspace.getWorkspaceFolder(uri) === undefined;
  };
  if (isIt(vscode.window.activeTextEditor)) return vscode.window.activeTextEditor;
  return new Promise((resolve) => {
    const end = (editor: vscode.TextEditor | undefined) => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(editor);
    };
    const timer = setTimeout(end, 2_000, undefined);
    const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (isIt(editor)) end(editor);
    });
  });
}

/** Whether it is the workspace's settings that hold the setting, or the profile in it. */
export function standsInWorkspace(key: string, profile: string | number | undefined): boolean {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(key);
  if (found?.workspaceValue === undefined) return false;
  if (found.globalValue === undefined || key !== setting || typeof profile !== 'string') return true;
  const { workspaceValue } = found;
  return typeof workspaceValue === 'object' && workspaceValue !== null && Object.hasOwn(workspaceValue, profile);
}

/** The place of the last key of the path that the file has. A missing `issuer` is shown at its profile. */
function deepestKey(source: string, path: readonly (string | number)[]): number | undefined {
  const position = path.findIndex((part) => typeof part === 'number');
  const keys = (position < 0 ? path : path.slice(0, position)).map(String);
  for (let length = keys.length; length > 0; length--) {
    const part = keys.slice(0, length);
    // A workspace file (.code-workspace) has its settings one level deeper.
    const offset = offsetOfKey(source, part) ?? offsetOfKey(source, ['settings', ...part]);
    if (offset !== undefined) return offset;
  }
  return undefined;
}

function reveal(editor: vscode.TextEditor, offset: number): void {
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function insertExample(editor: vscode.TextEditor, source: string): Promise<void> {
  const place = startOfObject(source);
  // A file that is neither empty nor an object has another problem, which VS Code marks.
  if (place === undefined && source.trim() !== '') return;
  const snippet = new vscode.SnippetString();
  if (place === undefined) snippet.appendText('{');
  appendExample(snippet);
  if (place === undefined) snippet.appendText('\n}\n');
  else if (!place.empty) snippet.appendText(',');
  await editor.insertSnippet(snippet, editor.document.positionAt(place?.offset ?? source.length));
}

/** The lines of the example: a comment says what the next line is for, a placeholder is what to replace. */
function appendExample(snippet: vscode.SnippetString): void {
  const line = (indent: number, text = '') => snippet.appendText(`\n${'\t'.repeat(indent)}${text}`);
  const comment = (text: string) => line(3, `// ${text}`);
  line(1, `"${setting}": {`);
  line(2, `// ${vscode.l10n.t('The name is yours: the tree shows it.')}`);
  line(2, '"').appendPlaceholder('my-profile').appendText('": {');
  comment(vscode.l10n.t('Exactly as the server names itself, a slash at the end included.'));
  line(3, '"issuer": "').appendPlaceholder('https://login.example.com/').appendText('",');
  line(3, '"clientId": "').appendPlaceholder('my-client-id').appendText('",');
  comment(
    vscode.l10n.t('Register this address at the server as a redirect URI. Without a port, any free port is used.'),
  );
  line(3, '"redirectUri": "').appendPlaceholder('http://127.0.0.1/callback').appendText('",');
  line(3, '"scopes": ["openid", "profile", "email", "offline_access"],');
  comment(
    vscode.l10n.t(
      'What to get access tokens for: "audience" at Auth0, "resource" (RFC 8707) or only "scopes" elsewhere.',
    ),
  );
  comment(vscode.l10n.t('A client secret never goes here: it is asked for once and kept in the secret storage.'));
  line(3, '"apis": {');
  line(4, '"')
    .appendPlaceholder('my-api')
    .appendText('": { "audience": "')
    .appendPlaceholder('https://api.example.com');
  snippet.appendText('", "scopes": [] }');
  line(3, '}');
  line(2, '}');
  line(1, '}');
}
