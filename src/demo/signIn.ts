import type { Interaction, InteractionResults, Provider } from 'oidc-provider';
import { userFor } from './catalogue.ts';
import type { Context } from './context.ts';
import { expiredPage, signInPage, signInRequest } from './pages.ts';
import type { Words } from './words.ts';

const maximumFormSize = 4096;

/** The sign-in page and its answer, at `/interaction/UID`. */
export async function handleSignIn(provider: Provider, words: Words, ctx: Context): Promise<void> {
  const interaction = await findInteraction(provider, ctx);
  if (interaction === undefined) {
    expiredPage(ctx, words);
    return;
  }
  if (ctx.method !== 'POST') {
    signInPage(ctx, words, signInRequest(interaction.params));
    return;
  }
  const form = await readForm(ctx);
  const user = userFor(form.get('account') ?? undefined);
  if (user === undefined && !form.has('cancel')) {
    signInPage(ctx, words, signInRequest(interaction.params));
    return;
  }
  if (user !== undefined) {
    await leaveOtherAccount(provider, ctx, interaction, user.sub);
  }
  const result: InteractionResults =
    user === undefined
      ? { error: 'access_denied', error_description: 'The user chose Cancel on the sign-in page' }
      : { login: { accountId: user.sub, amr: ['demo'] }, consent: {}, select_account: {} };
  const returnTo = new URL(
    await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }),
  );
  ctx.cookies.set(provider.cookieName('interaction'), null, { path: ctx.path });
  ctx.status = 303;
  // Never the absolute URL: the browser may know this server under another name.
  ctx.redirect(returnTo.pathname + returnTo.search);
}

async function findInteraction(provider: Provider, ctx: Context): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(ctx.req, ctx.res);
  } catch {
    return undefined;
  }
}

/** Ends the browser's session where another person signs in, as a sign-out in between would. */
async function leaveOtherAccount(
  provider: Provider,
  ctx: Context,
  interaction: Interaction,
  sub: string,
): Promise<void> {
  const session = await provider.Session.get(ctx);
  if (session.accountId !== undefined && session.accountId !== sub) {
    await session.destroy();
    interaction.session = undefined;
    await interaction.persist();
  }
}

async function readForm(ctx: Context): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    body += chunk.toString('latin1');
    ctx.assert(body.length <= maximumFormSize, 413);
  }
  return new URLSearchParams(body);
}
