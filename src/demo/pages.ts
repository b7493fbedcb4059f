import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { apiFor, demoUsers, type DemoUser } from './catalogue.ts';
import type { Context } from './context.ts';
import { html, sendPage, type Markup } from './html.ts';
import { requestedScopeParameter } from './target.ts';

/** What the sign-in page says about the request that it answers. */
export interface SignInRequest {
  readonly audience?: string;
  readonly scopes: string;
  readonly redirectUri?: string;
  /** `login_hint` (OIDC Core §3.1.2.1): this one stands first. */
  readonly hint?: string;
}

/** Reads the parameters that an interaction keeps. */
export function signInRequest(params: Readonly<Record<string, unknown>>): SignInRequest {
  const text = (key: string): string | undefined => (typeof params[key] === 'string' ? params[key] : undefined);
  const [audience, redirectUri, hint] = [text('audience'), text('redirect_uri'), text('login_hint')];
  return {
    scopes: text(requestedScopeParameter) ?? '',
    ...(audience === undefined ? {} : { audience }),
    ...(redirectUri === undefined ? {} : { redirectUri }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Sign-in and consent in one: a button for each user, and one to refuse. */
export function signInPage(ctx: Context, request: SignInRequest): void {
  const hinted = (user: DemoUser): boolean =>
    [user.sub, user.email, user.preferred_username].includes(request.hint ?? '');
  const users = [...demoUsers].sort((a, b) => Number(hinted(b)) - Number(hinted(a)));
  // The form has no action: it goes back to this page's own address, whatever a proxy has put in front of it.
  const body = html`<h1>Who are you today?</h1>
    <p>Pick a made-up person to sign in to Token Inspector. No password, nothing leaves this computer.</p>
    <form method="post">
      ${users.map(userButton)}
      <button class="plain" name="cancel" value="yes">Cancel</button>
    </form>
    <dl class="soft">
      <dt>API</dt>
      <dd>${describeApi(request.audience)}</dd>
      <dt>Asks for</dt>
      <dd>${request.scopes === '' ? 'no scopes' : request.scopes}</dd>
    </dl>`;
  sendPage(ctx, 'Sign in', body, request.redirectUri === undefined ? undefined : sourceOf(request.redirectUri));
}

/** What is left of a sign-in that ended, or never was. */
export function expiredPage(ctx: Context): void {
  ctx.status = 400;
  sendPage(
    ctx,
    'Sign-in ended',
    html`<h1>This sign-in is over</h1>
      <p>
        It was finished, replaced by a newer one, or the demo provider was started anew. Start again from Token
        Inspector in your editor.
      </p>`,
  );
}

export function welcomePage(ctx: Context): void {
  sendPage(
    ctx,
    'Welcome',
    html`<h1>A demo authorization server</h1>
      <p>
        It runs on this computer for Token Inspector alone. Run “Token Inspector: Sign In” in your editor to see it at
        work.
      </p>`,
  );
}

/** What cannot be told to the client, because it is not known where the client is (RFC 6749 §4.1.2.1). */
export function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  sendPage(
    ctx,
    'Request refused',
    html`<h1>The request was refused</h1>
      <dl>
        <dt>error</dt>
        <dd>${out.error}</dd>
        <dt>reason</dt>
        <dd>${out.error_description ?? '–'}</dd>
      </dl>`,
  );
}

function userButton(user: DemoUser): Markup {
  return html`<button name="account" value="${user.sub}">
    <span class="face" aria-hidden="true">${user.given_name.slice(0, 1)}</span>
    <span><b>Continue as ${user.name}</b><small>${user.email}</small></span>
  </button> `;
}

function describeApi(audience: string | undefined): string {
  const api = apiFor(audience);
  return api === undefined ? 'none: the token works at the userinfo endpoint only' : `${api.name}, ${api.audience}`;
}

/** A CSP source for the address that the answer goes to: an origin, or the scheme where there is none. */
function sourceOf(redirectUri: string): string | undefined {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  return url === undefined || url.origin === 'null' ? url?.protocol : url.origin;
}
