import type { DevicePrompt } from '../../oauth/deviceCode.ts';
import type { TokenSet } from '../../oauth/tokenSet.ts';
import { accountOf } from './account.ts';
import { DeviceCodeView } from './deviceCodeView.ts';
import type { FlowRun } from './run.ts';

/** The person types a short code into a page, in whatever browser they have (RFC 8628). */
export async function signInWithDeviceCode(run: FlowRun): Promise<TokenSet> {
  const { profile, api, clientSecret, options, controller } = run;
  const { signInByDeviceCode } = await import('../../oauth/deviceCode.ts');
  let view: DeviceCodeView | undefined;
  try {
    return await signInByDeviceCode({
      profile,
      api,
      clientSecret,
      show: (prompt: DevicePrompt) => {
        view = new DeviceCodeView(profile, prompt, controller);
        // A code that could not be copied or a page that was not opened can still be read.
        view.begin().catch(() => undefined);
      },
      signal: controller.signal,
      ...(options.stepUp === undefined ? {} : { stepUp: options.stepUp }),
      ...(options.claims === undefined ? {} : { claims: options.claims }),
      ...accountOf(options.session),
    });
  } finally {
    view?.dispose();
  }
}
