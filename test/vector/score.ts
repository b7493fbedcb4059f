const lines: string[] = [];

/** One line for a person who runs the vectors: how many of them gave what they should. All of them come last. */
export function reportScore(name: string, passed: number, total: number, note = ''): void {
  report(name, `${passed} of ${total}${note === '' ? '' : ` (${note})`}`);
}

/** For vectors that are not here. */
export function reportAbsent(name: string, reason: string): void {
  report(name, `did not run: ${reason}`);
}

/** For a figure that is measured and not judged: machines differ. */
export function reportFigure(name: string, words: string): void {
  report(name, words);
}

function report(name: string, words: string): void {
  if (lines.length === 0) {
    process.once('exit', () => {
      console.log(`  Vectors\n${lines.join('\n')}\n`);
    });
  }
  lines.push(`    ${`${name}:`.padEnd(16)} ${words}`);
}
