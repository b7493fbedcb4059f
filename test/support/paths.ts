import { join } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '..', '..');

/** What tests fetch once and keep between runs: VS Code, Chromium, an older Node. */
export const cache = join(root, '.vscode-test');

/** What a run leaves behind: bundles, results, screenshots. */
export const out = join(root, 'out');

/** The packaged extension. A test run keeps a copy of it, so that it can be built anew meanwhile. */
export const vsix = process.env['TEST_VSIX'] ?? join(root, 'dist', 'token-inspector.vsix');
