/** The authorization server, in a process of its own as every one is: what it takes must not be on the client's account. */
import { startDemo } from '../../src/demo/server.ts';

const demo = await startDemo({ rotateRefreshTokens: false });
/** Answers how many requests there were. */
process.on('message', () => {
  process.send?.(Object.values(demo.requests).reduce((sum, times) => sum + times, 0));
});
process.on('disconnect', () => process.exit());
process.send?.({ issuer: demo.issuer, profile: demo.profile });
