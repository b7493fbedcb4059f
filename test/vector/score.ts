/** One line for a person who runs the vectors: how many of them gave what they should. */
export function reportScore(name: string, passed: number, total: number, note = ''): void {
  console.log(`    ${name}: ${passed} of ${total}${note === '' ? '' : ` (${note})`}`);
}
