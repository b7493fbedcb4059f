import type { Session } from '../../session/session.ts';

/** An account without a subject (a server without ID tokens) cannot be recognised, and its label is no login name. */
export function accountOf(session: Session | undefined): { expectedSubject?: string; loginHint?: string } {
  return session === undefined || session.subject === ''
    ? {}
    : { expectedSubject: session.subject, loginHint: session.label };
}
