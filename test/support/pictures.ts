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
  const folder = process.env['UPDATE_PICTURES'] === undefined ? join(out, 'pictures') : join(root, 'media');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...(clip === undefined ? {} : { clip }) });
}
