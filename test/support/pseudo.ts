/**
 * A language that nobody speaks, to find by eye what was forgotten: accented and longer, in brackets, so that text without
 * brackets was never localised, and a bracket without its partner was cut off. Made when a test runs, never shipped.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { sentences } from './sentences.ts';
import type { Workbench } from './workbench.ts';

/** As VS Code calls it. */
const language = 'qps-ploc';

const brackets = { open: '‹', close: '›' } as const;

/** What must stay: places for values, code, icons, where links lead, keys in settings, what stands for a character. */
const kept = /\{\w+\}|`[^`]*`|\]\([^)]*\)|\$\([\w-]+\)|https?:\/\/\S*|&&/g;
/** A line of a welcome text that VS Code makes a button of. */
const button = /^\[(?<words>[^\]]*)\](?<target>\([^)]*\))$/;

const accented: Readonly<Record<string, string>> = {
  ...{ a: 'àá', e: 'èé', i: 'ìí', o: 'òó', u: 'ùú', y: 'ýÿ', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
  ...{ A: 'ÀÁ', E: 'ÈÉ', I: 'ÌÍ', O: 'ÒÓ', U: 'ÙÚ', Y: 'Ý', C: 'Ç', N: 'Ñ', S: 'Š', Z: 'Ž' },
};

/** Called so in every language. */
const product = 'Token Inspector';

/** The text in the pseudo-language: each vowel twice, which makes it about 40 % longer. */
export function pseudo(text: string): string {
  if (text === product) return text;
  return text.split('\n').map(line).join('\n');
}

function line(text: string): string {
  if (text === '') return text;
  const { words, target } = button.exec(text)?.groups ?? {};
  if (words !== undefined && target !== undefined) return `[${bracketed(words)}]${target}`;
  const [mark = ''] = /^\s*(?:[-#]+ )?/.exec(text) ?? [];
  return mark + bracketed(text.slice(mark.length));
}

function bracketed(text: string): string {
  const parts = text.split(kept).map((part) => part.replace(/[a-z]/gi, (letter) => accented[letter] ?? letter));
  const between = text.match(kept) ?? [];
  return brackets.open + parts.map((part, index) => part + (between[index] ?? '')).join('') + brackets.close;
}

/**
 * Words of a text on the screen that nobody said in the pseudo-language, and brackets whose partner was cut off.
 *
 * @param data what is shown as it is in every language: names, and what tokens say
 */
export function unsaid(text: string, data: string): string[] {
  let rest = text.replaceAll(product, '');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/‹[^‹›]*›/g, ' ');
  }
  return (rest.match(/[‹›]|\p{L}[\p{L}\p{N}_:.@/|+-]*/gu) ?? []).filter((word) => !data.includes(word));
}

/** Makes the windows that are opened from now on speak the pseudo-language, as far as it is the extension that speaks. */
export async function pseudoLocalise(workbench: Workbench): Promise<void> {
  const extensions = join(workbench.server.data, 'extensions');
  const ours = (await readdir(extensions)).find((name) => name.startsWith('token-inspector.'));
  if (ours === undefined) throw new Error('The extension is not installed.');
  const { said } = await sentences();
  await writeJson(join(extensions, ours, 'l10n', `bundle.l10n.${language}.json`), [...said.keys()]);
  const manifest = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  await writeFile(
    join(extensions, ours, `package.nls.${language}.json`),
    JSON.stringify(Object.fromEntries(Object.entries(manifest).map(([key, text]) => [key, pseudo(text)]))),
  );
  await speak(workbench, language);
}

/** The language of the windows that are opened from now on, without a language pack, which has only VS Code's own words. */
export async function speak(workbench: Workbench, language: string): Promise<void> {
  const property = `{ get: () => ${JSON.stringify(language)}, set() {}, configurable: true }`;
  await workbench.browser.addInitScript({
    content: `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', ${property})`,
  });
}

async function writeJson(file: string, texts: readonly string[]): Promise<void> {
  await writeFile(file, JSON.stringify(Object.fromEntries(texts.map((text) => [text, pseudo(text)]))));
}
