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

describe('input boxes', () => {
  it('make no link or icon of what stands below them', () => {
    const assigned = globSync('src/{command,profile,view}/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\.(?:prompt|validationMessage) =(?!=)\s*([^;]*);/g)].map(
        ([, value = '']) => `${file}: ${value}`,
      ),
    );
    assert.ok(assigned.length > 3);
    assert.deepEqual(
      assigned.filter((value) => !/: (?:undefined|(?:fault === undefined \? undefined : )?plain\()/.test(value)),
      [],
    );
  });
});
