import type { Text } from '../token/text.ts';

/** What the demo's pages say, in somebody's language. */
export interface Words {
  /** BCP 47. */
  readonly language: string;
  readonly say: (sentence: Text) => string;
}

/** As the sentences are written, for who starts the demo without an editor. */
export const english: Words = {
  language: 'en',
  say: ({ message, args = {} }) =>
    message.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = args[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
    }),
};
