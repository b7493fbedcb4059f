/** For the launch configuration "Host tests": bundles them as `npm test` does. */
import { bundleHostTests } from './hostTests.ts';

await bundleHostTests();
