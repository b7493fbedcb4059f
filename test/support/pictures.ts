import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { out, root } from './paths.ts';

/** A part of the page, in pixels. */
type Clip = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/**
 * Takes a picture of what a person sees at this point of a test. With `UPDATE_PICTURES` set it becomes the picture in
 * `media/` that the README shows, else it goes to `out/`.
 */
export async function picture(page: Page, name: string, clip?: Clip): Promise<void> {
  const { UPDATE_PICTURES: update, TEST_VSCODE: version = 'newest' } = process.env;
  const folder = update !== undefined && version === 'newest' ? join(root, 'media') : join(out, 'pictures', version);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...(clip === undefined ? {} : { clip }) });
}
