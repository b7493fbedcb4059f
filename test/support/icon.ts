/** Draws `media/icon.png`, which the galleries want as a picture of 256 pixels, from `media/icon.svg`. Part of `npm run pictures`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { root } from './paths.ts';

const size = 256;
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${await readFile(join(root, 'media', 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
