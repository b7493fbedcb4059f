import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { standsAlone } from '../session/granted.ts';
import type { Session } from '../session/session.ts';
import { decode } from '../token/decode.ts';
import { safeText, safeValue } from '../token/display.ts';
import type { JsonObject } from '../token/json.ts';
import { scopes as compareScopes } from '../token/scopes.ts';
import { apiLabel } from '../view/apiText.ts';
import type { CommandContext } from './context.ts';
import { showError, showDone } from './message.ts';
import { promptForOtherUser } from './promptedSignIn.ts';
import { report } from './report.ts';
import type { ApiTarget } from './target.ts';

/** What an API has asked for, and a sign-in may bring. */
export interface Requirement {
  readonly scopes?: readonly string[];
  /** Whether consent must be asked for again, since the scopes were asked for before and not granted. */
  readonly consent?: boolean;
  /** Whether somebody else is to sign in. */
  readonly otherUser?: boolean;
  /** Of a claims challenge, as JSON (OIDC Core §5.5). */
  readonly claims?: string;
  /** RFC 9470 §4. */
  readonly stepUp?: { readonly acrValues: readonly string[]; readonly maxAge?: number };
}

/** Signs in with what an API requires, and says whether the server granted it. */
export async function signInAsRequired(
  context: CommandContext,
  target: ApiTarget,
  requirement: Requirement,
): Promise<void> {
  const { profile, api, session } = target;
  const { scopes, consent, stepUp, claims, otherUser } = requirement;
  try {
    const signedIn = await context.signIns.signIn(profile, api, {
      ...(session !== undefined && otherUser !== true && { session }),
      ...(scopes !== undefined && { scopes }),
      ...(consent === true && { prompt: 'consent' }),
      ...(otherUser === true && { prompt: promptForOtherUser(profile) }),
      ...(claims !== undefined && { claims }),
      ...(stepUp !== undefined && { stepUp }),
    });
    if (otherUser === true && accessTokenFor(signedIn, profile, api)) context.inUse.note(profile, api, signedIn);
    tellOutcome(context, target, requirement, signedIn);
  } catch (error) {
    const again = (): Promise<void> => signInAsRequired(context, target, requirement);
    report(context, error, profile, { tryAgain: again, signIn: again, api });
  }
}

/** A server may leave a scope out without a word, and answer any `acr` (RFC 6749 §3.3, OIDC Core §5.5.1.1). */
function tellOutcome(
  context: CommandContext,
  { profile, api }: ApiTarget,
  requirement: Requirement,
  session: Session,
): void {
  const name = apiLabel(api);
  const refused = missingScopes(requirement, { profile, api }, session);
  const acr = acrOf(session);
  const { acrValues = [] } = requirement.stepUp ?? {};
  if (refused.length > 0) {
    const other = vscode.l10n.t('Switch User');
    const edit = vscode.l10n.t('Edit Profile');
    const message = vscode.l10n.t(
      'The server did not grant {0} for {1} to {2}, though it was asked for. The user or the client lacks the permission, and only the authorization server can give it.',
      safeValue(refused),
      name,
      safeText(session.label),
    );
    void showError(message, other, ...(profile.origin === 'settings' ? [edit] : [])).then((chosen) => {
      if (chosen === edit) void vscode.commands.executeCommand(commands.editProfiles, { profile: profile.name });
      if (chosen === other) {
        void signInAsRequired(context, { profile, api }, { scopes: requirement.scopes ?? [], otherUser: true });
      }
    });
    return;
  }
  const copy = vscode.l10n.t('Copy Access Token');
  const target = { profile: profile.name, api: api.name, account: session.id };
  const message = outcome(profile.name, name, safeText(session.label), acrValues, acr);
  void showDone(message, copy).then((chosen) => {
    if (chosen === copy) void vscode.commands.executeCommand(commands.copyAccessToken, target);
  });
}

function outcome(
  profile: string,
  api: string,
  user: string,
  wanted: readonly string[],
  acr: string | undefined,
): string {
  if (wanted.length === 0 || (acr !== undefined && wanted.includes(acr))) {
    return vscode.l10n.t('Signed in at {0} as {1}: the new token for {2} has what the API wants.', profile, user, api);
  }
  return acr === undefined
    ? vscode.l10n.t(
        'Signed in at {0}. The server does not say how you authenticated: whether it is enough shows when you call {1} with the new token.',
        profile,
        api,
      )
    : vscode.l10n.t(
        'Signed in at {0}, but as {1}: the server did not follow the wish of the API, which may refuse the token again.',
        profile,
        safeText(acr),
      );
}

function missingScopes({ scopes = [] }: Requirement, { profile, api }: ApiTarget, session: Session): readonly string[] {
  const token = accessTokenFor(session, profile, api);
  if (token === undefined) return [];
  const compared = compareScopes({
    requested: scopes,
    granted: token.grantedScopes,
    claims: claimsOf(token.value),
    refreshToken: !standsAlone(session, profile, api),
  });
  return compared.filter(({ state }) => state === 'missing').map(({ name }) => name);
}

/** How the user authenticated, by the ID token (OIDC Core §2). */
function acrOf({ idToken }: Session): string | undefined {
  const acr = idToken === undefined ? undefined : claimsOf(idToken)?.['acr'];
  return typeof acr === 'string' ? acr : undefined;
}

function claimsOf(token: string): JsonObject | undefined {
  const decoded = decode(token);
  return decoded.kind === 'jwt' ? decoded.claims : undefined;
}
