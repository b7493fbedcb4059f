import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken, Session } from '../session/session.ts';
import type { IssuerFacts } from './issuerFacts.ts';

/** A token and what is known around it. */
export interface TokenContext {
  /** The id of the row that the token's rows stand below. */
  readonly id: string;
  readonly token: string;
  readonly use: 'accessToken' | 'idToken';
  readonly profile: Profile;
  readonly api?: Api;
  readonly session: Session;
  /** What came with an access token. */
  readonly accessToken?: AccessToken;
  readonly issuer: IssuerFacts;
  /** Seconds since the epoch. */
  readonly now: number;
}
