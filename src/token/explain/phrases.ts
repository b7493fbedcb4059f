import type { Phrase } from './phrase.ts';
import { accessPhrases } from './phrases/access.ts';
import { audiencePhrases } from './phrases/audience.ts';
import { timePhrases } from './phrases/time.ts';
import { trustPhrases } from './phrases/trust.ts';

/** The sentences by which APIs, gateways and their libraries refuse a token; of several in a text the first here counts. */
export const phrases: readonly Phrase[] = [...audiencePhrases, ...timePhrases, ...trustPhrases, ...accessPhrases];
