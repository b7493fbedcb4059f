import { catalogue } from '../claimMeaning.ts';

export const auth0Claims = catalogue('auth0', {});
