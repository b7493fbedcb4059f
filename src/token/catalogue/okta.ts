import { catalogue } from '../claimMeaning.ts';

export const oktaClaims = catalogue('okta', {});
