import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { text } from '../token/text.ts';
import { apiFor, demoUsers, type DemoUser } from './catalogue.ts';
import type { Context } from './context.ts';
import { html, sendPage, type Markup } from './html.ts';
import { requestedScopeParameter } from './target.ts';
import type { Words } from './words.ts';

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
  const given = (key: string): string | undefined => (typeof params[key] === 'string' ? params[key] : undefined);
  const [audience, redirectUri, hint] = [given('audience'), given('redirect_uri'), given('login_hint')];
  return {
    scopes: given(requestedScopeParameter) ?? '',
    ...(audience === undefined ? {} : { audience }),
    ...(redirectUri === undefined ? {} : { redirectUri }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Sign-in and consent in one: a button for each user, and one to refuse. */
export function signInPage(ctx: Context, words: Words, request: SignInRequest): void {
  const { say } = words;
  const hinted = (user: DemoUser): boolean =>
    [user.sub, user.email, user.preferred_username].includes(request.hint ?? '');
  const users = [...demoUsers].sort((a, b) => Number(hinted(b)) - Number(hinted(a)));
  // The form has no action: it goes back to this page's own address, whatever a proxy has put in front of it.
  const body = html`<h1>${say(text('Who are you today?'))}</h1>
    <p>
      ${say(text('Pick a made-up person to sign in to Token Inspector. No password, nothing leaves this computer.'))}
    </p>
    <form method="post">
      ${users.map((user) => userButton(words, user))}
      <button class="plain" name="cancel" value="yes">${say(text('Cancel'))}</button>
    </form>
    <dl class="soft">
      <dt>${say(text('API'))}</dt>
      <dd>${describeApi(words, request.audience)}</dd>
      <dt>${say(text('Asks for'))}</dt>
      <dd>${request.scopes === '' ? say(text('no scopes')) : request.scopes}</dd>
    </dl>`;
  const leadsTo = request.redirectUri === undefined ? undefined : sourceOf(request.redirectUri);
  sendPage(ctx, words, text('Sign in'), body, leadsTo);
}

/** What is left of a sign-in that ended, or never was. */
export function expiredPage(ctx: Context, words: Words): void {
  const { say } = words;
  ctx.status = 400;
  sendPage(
    ctx,
    words,
    text('Sign-in ended'),
    html`<h1>${say(text('This sign-in is over'))}</h1>
      <p>
        ${say(
          text(
            'It was finished, replaced by a newer one, or the demo provider was started anew. Start again from Token Inspector in your editor.',
          ),
        )}
      </p>`,
  );
}

export function welcomePage(ctx: Context, words: Words): void {
  const { say } = words;
  sendPage(
    ctx,
    words,
    text('Welcome'),
    html`<h1>${say(text('A demo authorization server'))}</h1>
      <p>
        ${say(
          text(
            'It runs on this computer for Token Inspector alone. Run “Token Inspector: Sign In” in your editor to see it at work.',
          ),
        )}
      </p>`,
  );
}

/** What cannot be told to the client, because it is not known where the client is (RFC 6749 §4.1.2.1). */
export function errorPage(ctx: KoaContextWithOIDC, words: Words, out: ErrorOut): void {
  const { say } = words;
  sendPage(
    ctx,
    words,
    text('Request refused'),
    html`<h1>${say(text('The request was refused'))}</h1>
      <dl>
        <dt>${say(text('Error'))}</dt>
        <dd>${out.error}</dd>
        <dt>${say(text('Reason'))}</dt>
        <dd>${out.error_description ?? '–'}</dd>
      </dl>`,
  );
}

function userButton({ say }: Words, user: DemoUser): Markup {
  return html`<button name="account" value="${user.sub}">
    <span class="face" aria-hidden="true">${user.given_name.slice(0, 1)}</span>
    <span><b>${say(text('Continue as {name}', { name: user.name }))}</b><small>${user.email}</small></span>
  </button> `;
}

function describeApi({ say }: Words, audience: string | undefined): string {
  const api = apiFor(audience);
  return api === undefined
    ? say(text('none: the token works at the userinfo endpoint only'))
    : `${api.name}, ${api.audience}`;
}

/** A CSP source for the address that the answer goes to: an origin, or the scheme where there is none. */
function sourceOf(redirectUri: string): string | undefined {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  return url === undefined || url.origin === 'null' ? url?.protocol : url.origin;
}
