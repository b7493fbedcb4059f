import { sentences } from '../../refusal/sentences.ts';
import type { Phrase } from '../phrase.ts';

/** The sentences by which authorization servers refuse a sign-in, a refresh or a code, more exact than `error=`. */
export const serverPhrases: readonly Phrase[] = [
  ...sentences.filter(({ ambiguous }) => ambiguous !== true),
  {
    pattern: /Invalid redirect[ _]uri|redirect_uri[^\n]{0,60}(?:must|not (?:valid|registered|allowed|match))/i,
    complaint: 'redirectUri',
    source: 'RFC 6749 §3.1.2.4',
  },
];
