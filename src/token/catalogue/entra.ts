import { catalogue } from '../claimMeaning.ts';

export const entraClaims = catalogue('entra', {});
