import type { WorkbenchWindow } from './workbenchWindow.ts';

/** Goes through the pages of the demo provider that `action` opens, as one of its people. */
export async function signInAs(
  window: WorkbenchWindow,
  person: 'Ada' | 'Grace',
  action: () => Promise<void>,
): Promise<void> {
  const page = await window.waitForPopup(action);
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await page.getByText('You are signed in').waitFor();
  await page.close();
  await window.page.bringToFront();
  const account = `${person.toLowerCase()}@demo.example`;
  // On a busy machine the message may come and go unseen; the tree stays.
  await window.waitForNotification(new RegExp(`as ${account}`)).catch(async (error: unknown) => {
    const rows = await window.treeRows();
    if (!rows.some(({ description }) => description.includes(account))) throw error;
  });
}
