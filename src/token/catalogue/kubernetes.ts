import { catalogue } from '../claimMeaning.ts';

export const kubernetesClaims = catalogue('kubernetes', {});
