import { catalogue } from '../claimMeaning.ts';

export const githubActionsClaims = catalogue('githubActions', {});
