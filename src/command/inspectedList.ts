import type { InspectContext } from './context.ts';

/** Takes one token away from "Inspected". @param argument its row */
export function removeInspected(context: InspectContext, argument: unknown): void {
  if (typeof argument !== 'object' || argument === null || !('inspected' in argument)) return;
  if (typeof argument.inspected === 'string') context.inspected.remove(argument.inspected);
}

/** Takes all of them away. */
export function clearInspected(context: InspectContext): void {
  context.inspected.clear();
}
