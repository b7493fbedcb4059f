import { base, Check, Prompt } from 'oidc-provider/lib/helpers/interaction_policy/index.js';

/**
 * When the sign-in page is shown: for every request but `prompt=none`, because nothing proves which program sits behind
 * a native client (RFC 8252 §8.6). The one page answers `login`, `consent` and `select_account` alike.
 */
export function demoPolicy(): Prompt[] {
  const prompts = base();
  prompts
    .get('login')
    ?.checks.add(
      new Check(
        'native_client',
        'a native client must not be signed in without its user',
        'interaction_required',
        ({ oidc }) => oidc.result?.login === undefined && !oidc.prompts.has('none'),
      ),
    );
  prompts.remove('consent');
  prompts.add(new Prompt({ name: 'consent', requestable: true }));
  prompts.add(new Prompt({ name: 'select_account', requestable: true }));
  return prompts;
}
