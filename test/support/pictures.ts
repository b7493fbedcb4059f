import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { out, root } from './paths.ts';

/** A part of the page, in pixels. */
type Clip = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/**
 * Takes a picture of what a person sees at this point of a test. With `UPDATE_PICTURES` set, one that the README shows
 * becomes that in `media/`; any other goes to `out/`.
 */
export async function picture(page: Page, name: string, clip?: Clip): Promise<void> {
  const { UPDATE_PICTURES: update, TEST_VSCODE: version = 'newest' } = process.env;
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const isShown = readme.includes(`media/${name}.png`);
  const folder =
    update !== undefined && version === 'newest' && isShown ? join(root, 'media') : join(out, 'pictures', version);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...(clip === undefined ? {} : { clip }) });
}
