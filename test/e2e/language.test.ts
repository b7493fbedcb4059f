import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { picture } from '../support/pictures.ts';
import { speak } from '../support/pseudo.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';

describe('In a VS Code that speaks Norwegian', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
    await speak(workbench, 'nb');
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  it('so do the tree, the messages and the reasons', async () => {
    const window = await workbench.openWindow();
    await window.openTokensView();
    await window.widenSideBar(560);
    const page = await window.waitForPopup(() => window.clickRow(['integration', 'Logg inn…']));
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText('Du er logget inn').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.tree.described(['integration', 'orders'], /^utløper om \d+ min/);
    await window.expand('integration', 'orders', 'Mottakere');
    await window.expand('integration', 'orders', /^Funn/);
    await window.tree.described(['integration', 'orders', 'Signatur'], /^verifisert med nøkkelen/);
    await window.clickInlineAction(['integration', 'orders'], 'Kopier tilgangstoken');
    await window.waitForStatus(/kopiert/);
    await picture(window.page, 'norwegian');
  });
});
