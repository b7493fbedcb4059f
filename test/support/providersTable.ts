/**
 * `npm run docs:providers`: writes what is known about providers, made from the presets, into README.md and
 * docs/providers.md. `test/unit/docs/providers.test.ts` fails when they are stale.
 */
import { beginDraft, toSettings } from '../../src/profile/draft.ts';
import type { Preset } from '../../src/profile/preset.ts';
import { presets } from '../../src/profile/presets/all.ts';
import { readStart } from '../../src/profile/start.ts';
import { anchor, row, write, type Generated } from './generated.ts';

export const providersTables: readonly Generated[] = [
  { file: 'README.md', mark: 'providers', text: table() },
  { file: 'docs/providers.md', mark: 'providers', text: presets.map(section).join('\n\n') },
];

function table(): string {
  return [
    row('provider', 'begin from', 'the API is named by', 'redirect URI', 'tried'),
    row('---', '---', '---', '---', '---'),
    row(
      'the demo provider (`oidc-provider`)',
      'its button',
      '`audience`, `resource`',
      '`http://127.0.0.1/callback`',
      '**run here**',
    ),
    ...presets.map(({ id, name, example, api, redirectUri }) =>
      row(
        `[${name}](docs/providers.md#${anchor(name)})`,
        `\`${example}\``,
        id === 'google' || id === 'github' ? 'its own APIs, by scopes' : `\`${api?.by ?? 'client'}\``,
        `\`${redirectUri}\``,
        'by its documentation',
      ),
    ),
  ].join('\n');
}

function section(preset: Preset): string {
  const { name, redirectUri, registered, admin, quirks } = preset;
  const { where, matching } = preset.registration;
  const page = admin === undefined ? '' : ' The wizard opens the page.';
  return [
    `## ${name}`,
    '',
    `Redirect URI \`${registered ?? redirectUri}\`: ${where.message}. ${matching.message}.${page}`,
    '',
    ...quirks.map(({ says, source }) => `- ${says} ([source](${source}))`),
    '',
    '```json',
    `"tokenInspector.profiles": ${JSON.stringify({ [preset.id]: example(preset) }, undefined, 2)}`,
    '```',
  ].join('\n');
}

/** What the wizard writes for somebody who types the examples. */
function example(preset: Preset): Record<string, unknown> {
  const start = readStart(preset.example);
  if (!('issuers' in start)) throw new Error(start.message);
  const draft = beginDraft(start, { issuer: start.issuers[0] }, []);
  const { api } = preset;
  // A preset that is known by the server's metadata only brings its defaults along all the same.
  const { scopes, redirectUri, authorizationParameters = {} } = preset;
  return toSettings({
    ...draft,
    ...{ preset, scopes, redirectUri, authorizationParameters, clientId: 'YOUR-CLIENT-ID' },
    ...(api === undefined ? { apiKind: 'none' } : { apiKind: api.by, api: api.example }),
  });
}

if (import.meta.main) await write(providersTables);
