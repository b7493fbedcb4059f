import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commands,
  contextKeys,
  extensionId,
  settings,
  terminalProfile,
  views,
  walkthrough,
} from '../../src/contributions.ts';

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
}

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly {
    readonly id: string;
    readonly media: { readonly svg: string };
    readonly completionEvents: readonly string[];
  }[];
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly displayName: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
    readonly terminal: { readonly profiles: readonly { readonly id: string; readonly title: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly walkthroughs: readonly Walkthrough[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const root = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);

/** Titles that other people's key bindings, recordings and instructions rely on. */
const titles: Readonly<Record<string, string>> = {
  'tokenInspector.signIn': 'Sign In',
  'tokenInspector.signInAsOther': 'Sign In as Another User…',
  'tokenInspector.signInWith': 'Sign In With…',
  'tokenInspector.pasteAddress': 'Paste the Address…',
  'tokenInspector.copySignInAddress': 'Copy Sign-In Address',
  'tokenInspector.signOut': 'Sign Out',
  'tokenInspector.copyAccessToken': 'Copy Access Token',
  'tokenInspector.copyIdToken': 'Copy ID Token',
  'tokenInspector.copyDpopProof': 'Copy DPoP Proof…',
  'tokenInspector.copyAs': 'Copy Access Token As…',
  'tokenInspector.writeEnvironmentFile': 'Write Access Token to Environment File…',
  'tokenInspector.openTerminal': 'Terminal With Access Token',
  'tokenInspector.useInAnotherShell': 'Use Access Token in Another Shell…',
  'tokenInspector.stopOtherShells': 'Stop Access Token in Other Shells',
  'tokenInspector.refresh': 'Refresh Tokens',
  'tokenInspector.addProfile': 'Add Profile…',
  'tokenInspector.addApi': 'Add API…',
  'tokenInspector.editProfiles': 'Edit Profiles',
  'tokenInspector.inspectToken': 'Inspect Token…',
  'tokenInspector.compareTokens': 'Compare Tokens…',
  'tokenInspector.openDecoded': 'Open Decoded',
  'tokenInspector.checkSignature': 'Check Signature With a Key…',
  'tokenInspector.makeTestToken': 'Make a Test Token…',
  'tokenInspector.signTestToken': 'Sign Test Token and Copy…',
  'tokenInspector.changeTestToken': 'Change Test Token…',
  'tokenInspector.copyTestKey': 'Copy Key of Test Token…',
  'tokenInspector.clearInspected': 'Remove All Inspected Tokens',
  'tokenInspector.explainError': 'Explain API Error…',
  'tokenInspector.explainDemo': 'Explain a 403 of the Demo',
  'tokenInspector.tryDemo': 'Try It With the Demo Provider',
  'tokenInspector.getStarted': 'Get Started',
  'tokenInspector.apiInUse': 'API in Use…',
  'tokenInspector.showLog': 'Show Log',
};

describe('what package.json contributes', () => {
  it('is called what other people’s tools call it', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
    assert.equal(extensionId, 'token-inspector.token-inspector');
    assert.equal(manifest.displayName, 'Token Inspector');
  });

  it('has the commands that the code knows, and no others', () => {
    assert.deepEqual([...declared].sort(), [...Object.values(commands)].sort());
  });

  it('has the views that the code knows, and no others', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [views.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [views.container]);
    const inContainer = contributes.views[views.container]!;
    assert.deepEqual(
      inContainer.map(({ id }) => id),
      [views.tokens],
    );
    assert.equal(translated(inContainer[0]!.name), 'Tokens');
    for (const { view } of contributes.viewsWelcome) assert.equal(view, views.tokens);
  });

  it('has the terminal profile that the code knows, and no other', () => {
    const [profile, ...others] = contributes.terminal.profiles;
    assert.deepEqual(others, []);
    assert.equal(profile!.id, terminalProfile);
    assert.equal(translated(profile!.title), 'Terminal With Access Token');
  });

  it('has the settings that the code knows, and no others', () => {
    const { section, ...names } = settings;
    assert.deepEqual(
      Object.keys(contributes.configuration.properties).sort(),
      Object.values(names)
        .map((name) => `${section}.${name}`)
        .sort(),
    );
  });

  it('titles each command of the palette as promised', () => {
    const shown = contributes.commands.filter(({ command }) => !hidden().has(command));
    assert.notEqual(shown.length, 0);
    for (const { command, title, category } of shown) {
      assert.equal(translated(title), titles[command], command);
      assert.equal(category, 'Token Inspector', command);
    }
  });

  it('hides from the palette what a person cannot run there', () => {
    for (const id of [commands.getAccessToken, commands.copyValue, commands.mendStore]) assert.ok(hidden().has(id), id);
  });

  it('uses declared commands only, in menus and in links', () => {
    const used = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    const linked = Object.values(words).flatMap((text) =>
      [...text.matchAll(/\(command:(tokenInspector\.\w+)/g)].map(([, command]) => command!),
    );
    assert.notEqual(linked.length, 0);
    assert.deepEqual(
      [...used, ...linked].filter((command) => !declared.includes(command)),
      [],
    );
  });

  it('has a walkthrough whose steps end with something that the code tells or the user does', () => {
    const [only, ...others] = contributes.walkthroughs;
    assert.deepEqual([only!.id, others], [walkthrough, []]);
    assert.deepEqual(
      only!.steps.map(({ id }) => id),
      ['demo', 'look', 'copy', 'profile', 'explain'],
    );
    const events = [
      ...Object.values(contextKeys).map((key) => `onContext:${key}`),
      ...declared.map((id) => `onCommand:${id}`),
      ...Object.keys(contributes.configuration.properties).map((name) => `onSettingChanged:${name}`),
    ];
    for (const { id, completionEvents, media } of only!.steps) {
      assert.notEqual(completionEvents.length, 0, `${id} would be done when it is looked at`);
      assert.deepEqual(
        completionEvents.filter((event) => !events.includes(event)),
        [],
        id,
      );
      // Every colour is the theme's own, so that light, dark and high contrast all can be read.
      const picture = readFileSync(join(root, media.svg), 'utf8');
      assert.doesNotMatch(picture, /(?:fill|stroke)="(?!none|var\(--vscode-)/, media.svg);
    }
  });

  it('has menus for rows that the tree has', () => {
    const rows = readdirSync(join(root, 'src', 'view'), { encoding: 'utf8', recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, 'src', 'view', file), 'utf8'))
      .join('\n');
    const contexts = new Set(contributes.menus['view/item/context']!.flatMap(({ when = '' }) => contextWords(when)));
    assert.ok(contexts.has('api') && contexts.has('value'), [...contexts].join(' '));
    for (const word of contexts) assert.match(rows, new RegExp(`'(?:\\w+ )*${word}(?: \\w+)*'`), word);
  });

  it('has a text for each %key%, and a %key% for each text', () => {
    const keys = [...keysIn(manifest)];
    assert.ok(keys.length > 50);
    assert.deepEqual(
      keys.filter((key) => !Object.hasOwn(words, key)),
      [],
      'keys without a text',
    );
    assert.deepEqual(
      Object.keys(words).filter((key) => !keys.includes(key)),
      [],
      'texts that nobody uses',
    );
    for (const [key, text] of Object.entries(words)) assert.notEqual(text.trim(), '', key);
  });
});

/** Commands that the palette does not offer. */
function hidden(): ReadonlySet<string> {
  const palette = contributes.menus['commandPalette']!;
  return new Set(palette.filter(({ when }) => when === 'false').flatMap(({ command }) => command ?? []));
}

function translated(text: string): string | undefined {
  const key = /^%(.+)%$/.exec(text)?.[1];
  return key === undefined ? text : words[key];
}

/** The words of `viewItem =~ /\b(a|b)\b/`. */
function contextWords(when: string): string[] {
  return [...when.matchAll(/viewItem =~ \/([^/]+)\//g)].flatMap(
    ([, pattern]) => pattern!.replaceAll('\\b', ' ').match(/\w+/g) ?? [],
  );
}

function* keysIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    const key = /^%(.+)%$/.exec(value)?.[1];
    if (key !== undefined) yield key;
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* keysIn(part);
  }
}
