import type { Page } from 'playwright-core';
import type { WorkbenchWindow } from './workbenchWindow.ts';

/** Goes through the pages of the demo provider that `action` opens, as one of its people. */
export async function signInAs(
  window: WorkbenchWindow,
  person: 'Ada' | 'Grace',
  action: () => Promise<void>,
): Promise<void> {
  const page = await window.waitForPopup(action);
  await thinkAMoment(page);
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await page.getByText('You are signed in').waitFor();
  await page.close();
  await window.page.bringToFront();
  await window.waitForNotification(new RegExp(`as ${person.toLowerCase()}@demo\\.example`));
}

/** VS Code shows no fourth notification within 800 milliseconds, which only an automaton is quick enough to miss. */
export async function thinkAMoment(page: Page): Promise<void> {
  await page.waitForTimeout(900);
}
