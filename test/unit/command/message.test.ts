import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

describe('notifications', () => {
  it('leave through one door, which takes the links out', () => {
    const direct = globSync('src/**/*.ts').filter((file) =>
      /\.\s*show(?:Error|Warning|Information)Message\b/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      direct.map((file) => file.replaceAll('\\', '/')),
      ['src/command/message.ts'],
    );
  });
});
