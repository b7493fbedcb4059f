import { catalogue } from '../claimMeaning.ts';

export const adfsClaims = catalogue('adfs', {});
