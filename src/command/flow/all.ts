import type { FlowId } from '../../oauth/flows.ts';
import { signInWithBrowser } from './browser.ts';
import { getTokenAsClient } from './clientCredentials.ts';
import { signInWithDeviceCode } from './deviceCode.ts';
import { getTokenAsSigner } from './jwtBearer.ts';
import type { RunFlow } from './run.ts';

/** Who carries out which flow. */
export const runFlow: Readonly<Record<FlowId, RunFlow>> = {
  loopback: signInWithBrowser,
  forwardedPort: signInWithBrowser,
  uriHandler: signInWithBrowser,
  pastedAddress: signInWithBrowser,
  deviceCode: signInWithDeviceCode,
  clientCredentials: getTokenAsClient,
  jwtBearer: getTokenAsSigner,
};
