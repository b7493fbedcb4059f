import { standsAlone } from '../session/granted.ts';
import type { FindingInput } from '../token/findingInput.ts';
import type { Verification } from '../token/verification.ts';
import { pastedInput } from './heldAgainst.ts';
import type { TokenContext } from './tokenContext.ts';

/** What the rules get to know about a token. Every row that marks something is drawn from this, so that none contradicts a finding. */
export function tokenInput(context: TokenContext, verification?: Verification): FindingInput {
  const { token, use, profile, api, session, accessToken, heldAgainst, issuer, now } = context;
  // A server may know a user by another name for each client, and exchange one's token for the other's.
  const isAccounts = session !== undefined && profile?.subject === undefined;
  const common = { session: isAccounts ? { subject: session.subject } : undefined, verification };
  if (use === 'unknown') {
    const userinfoEndpoint = issuer.userinfoEndpoint(heldAgainst);
    const input = pastedInput(context, { profile: heldAgainst, userinfoEndpoint, now });
    const asked = input.profile;
    const profile = context.test && asked ? { ...asked, requestedScopes: undefined } : asked;
    return { ...input, profile, ...common };
  }
  const isAccessToken = use === 'accessToken';
  return {
    token,
    use,
    profile: profile && {
      issuer: profile.issuer,
      clientId: profile.clientId,
      audience: isAccessToken ? api?.audience : undefined,
      resource: isAccessToken ? api?.resource : undefined,
      requestedScopes: isAccessToken ? accessToken?.requestedScopes : undefined,
      grant: profile.grant,
      authorizationParameters: profile.authorizationParameters,
      dpop: profile.dpop,
      userinfoEndpoint: issuer.userinfoEndpoint(profile),
    },
    answer: accessToken && { ...accessToken, refreshToken: hasRefreshToken(context) },
    ...common,
    now,
    clockSkew: session?.clockSkew,
  };
}

function hasRefreshToken({ session, profile, api }: TokenContext): boolean {
  return session !== undefined && profile !== undefined && api !== undefined && !standsAlone(session, profile, api);
}
