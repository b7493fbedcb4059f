import { OAuthFailure } from '../../oauth/failure.ts';
import type { FlowId } from '../../oauth/flows.ts';
import { signInWithBrowser } from './browser.ts';
import type { RunFlow } from './run.ts';

/** Who carries out which flow. */
export const runFlow: Readonly<Record<FlowId, RunFlow>> = {
  loopback: signInWithBrowser,
  forwardedPort: signInWithBrowser,
  uriHandler: signInWithBrowser,
  pastedAddress: signInWithBrowser,
  deviceCode: unsupported,
  clientCredentials: unsupported,
};

function unsupported(): Promise<never> {
  return Promise.reject(new OAuthFailure('unsupportedGrant'));
}
