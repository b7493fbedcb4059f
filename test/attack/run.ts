/** `npm run test:attack`: a sign-in completes among 10,000 hostile requests, and what that costs. */
import { attack } from './attack.ts';

const result = await attack(10_000, 60);
console.log(JSON.stringify(result, undefined, 2));
const held =
  result.subject === 'ada' && result.status === 200 && result.duplicate !== 200 && !('200' in result.outcomes);
console.log(held ? 'held' : 'FAILED');
process.exit(held ? 0 : 1);
