import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { text } from '../token/text.ts';
import { html, sendPage } from './html.ts';
import type { Words } from './words.ts';

/** Where the user types the code that the device shows (RFC 8628 §3.3). */
export function enterCode(words: Words, ctx: KoaContextWithOIDC, out?: ErrorOut): void {
  const { say } = words;
  const reason = out?.error_description ?? out?.error;
  const problem =
    reason === undefined ? html`` : html`<p role="alert">${say(text('That did not work: {reason}.', { reason }))}</p>`;
  const title = text('Connect a device');
  sendPage(
    ctx,
    words,
    title,
    html`<h1>${say(title)}</h1>
      <p>${say(text('Enter the code that your device shows.'))}</p>
      ${problem}
      <form method="post" action="${action(ctx)}">
        <input type="hidden" name="xsrf" value="${secret(ctx)}" />
        <input name="user_code" aria-label="${say(text('Code'))}" autocomplete="off" autofocus required />
        <button class="main">${say(text('Continue'))}</button>
      </form>`,
  );
}

export function confirmDevice(words: Words, ctx: KoaContextWithOIDC, code: string): void {
  const { say } = words;
  sendPage(
    ctx,
    words,
    text('Confirm the device'),
    html`<h1>${say(text('Is this your device?'))}</h1>
      <p>${say(text('It should show this code:'))}</p>
      <p><code>${code}</code></p>
      <form method="post" action="${action(ctx)}">
        <input type="hidden" name="xsrf" value="${secret(ctx)}" />
        <input type="hidden" name="user_code" value="${code}" />
        <button class="main" name="confirm" value="yes">${say(text('Yes, continue'))}</button>
        <button class="plain" name="abort" value="yes">${say(text('Cancel'))}</button>
      </form>`,
  );
}

export function deviceDone(words: Words, ctx: KoaContextWithOIDC): void {
  const { say } = words;
  const title = text('Signed in');
  sendPage(
    ctx,
    words,
    title,
    html`<h1>${say(title)}</h1>
      <p>${say(text('You can close this page and go back to your device.'))}</p>`,
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
