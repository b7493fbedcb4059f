import { catalogue } from '../claimMeaning.ts';

export const googleClaims = catalogue('google', {});
