import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, sendPage } from './html.ts';

/** Where the user types the code that the device shows (RFC 8628 §3.3). */
export function enterCode(ctx: KoaContextWithOIDC, _form: string, out?: ErrorOut): void {
  const problem =
    out === undefined ? html`` : html`<p role="alert">That did not work: ${out.error_description ?? out.error}.</p>`;
  sendPage(
    ctx,
    'Connect a device',
    html`<h1>Connect a device</h1>
      <p>Enter the code that your device shows.</p>
      ${problem}
      <form method="post" action="${action(ctx)}">
        <input type="hidden" name="xsrf" value="${secret(ctx)}" />
        <input name="user_code" aria-label="Code" autocomplete="off" autofocus required />
        <button class="main">Continue</button>
      </form>`,
  );
}

export function confirmDevice(
  ctx: KoaContextWithOIDC,
  _form: string,
  _client: unknown,
  _device: unknown,
  code: string,
): void {
  sendPage(
    ctx,
    'Confirm the device',
    html`<h1>Is this your device?</h1>
      <p>It should show this code:</p>
      <p><code>${code}</code></p>
      <form method="post" action="${action(ctx)}">
        <input type="hidden" name="xsrf" value="${secret(ctx)}" />
        <input type="hidden" name="user_code" value="${code}" />
        <button class="main" name="confirm" value="yes">Yes, continue</button>
        <button class="plain" name="abort" value="yes">Cancel</button>
      </form>`,
  );
}

export function deviceDone(ctx: KoaContextWithOIDC): void {
  sendPage(
    ctx,
    'Signed in',
    html`<h1>Signed in</h1>
      <p>You can close this page and go back to your device.</p>`,
  );
}

/** The address of the code page as seen from the page that is shown. */
function action(ctx: KoaContextWithOIDC): string {
  return ctx.path === '/device' ? 'device' : '../device';
}

function secret(ctx: KoaContextWithOIDC): string {
  const value = ctx.oidc.session?.state?.['secret'];
  return typeof value === 'string' ? value : '';
}
