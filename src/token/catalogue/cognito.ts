import { catalogue } from '../claimMeaning.ts';

export const cognitoClaims = catalogue('cognito', {});
