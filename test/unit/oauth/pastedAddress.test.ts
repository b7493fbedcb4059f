import assert from 'node:assert/strict';
import { AwaitedAnswer } from '../../../src/oauth/awaitedAnswer.ts';
import { readAddress } from '../../../src/oauth/pastedAddress.ts';

const state = 'the-right-state';
const loopback = 'http://localhost:3000/callback';

function read(pasted: string, redirectUri = loopback): string {
  const result = readAddress(pasted, new AwaitedAnswer({ redirectUri, state }));
  return typeof result === 'string' ? result : `code ${result.get('code') ?? result.get('error') ?? ''}`;
}

describe('the pasted address', () => {
  const taken: readonly (readonly [string, string, string?])[] = [
    ['as it is', `${loopback}?code=a-code&state=${state}`],
    ['in another order, with more', `${loopback}?state=${state}&iss=https%3A%2F%2Fa.example&code=a-code`],
    ['in quotes', `"${loopback}?code=a-code&state=${state}"`],
    ['in brackets', `<${loopback}?code=a-code&state=${state}>`],
    ['with space around it', `  ${loopback}?code=a-code&state=${state}\n`],
    ['wrapped', `${loopback}?code=a-c\n  ode&state=${state}`],
    ['without http://, which browsers hide', `localhost:3000/callback?code=a-code&state=${state}`],
    ['with the fragment that some servers add', `${loopback}?code=a-code&state=${state}#_=_`],
    ['its query alone', `?code=a-code&state=${state}`],
    ['its query alone, without the question mark', `code=a-code&state=${state}`],
    ['an address of VS Code', `vscode://a.b/c?code=a-code&state=${state}`, 'vscode://a.b/c'],
    ['an address of a site', `https://app.example.com/?code=a-code&state=${state}`, 'https://app.example.com'],
  ];
  for (const [how, pasted, redirectUri] of taken) {
    it(`is taken ${how}`, () => {
      assert.equal(read(pasted, redirectUri), 'code a-code');
    });
  }

  it('may bring an error', () => {
    assert.equal(read(`${loopback}?error=access_denied&state=${state}`), 'code access_denied');
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'notAnAddress'],
    ['a word', 'hello', 'notAnAddress'],
    ['words', 'Ada Lovelace', 'notAnAddress'],
    ['a token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'noAnswer'],
    ['the redirect URI', loopback, 'noAnswer'],
    ['the server’s page', 'https://login.example.com/login?session=1', 'noAnswer'],
    ['a wrong state', `${loopback}?code=evil&state=wrong`, 'otherSignIn'],
    ['no state', `${loopback}?code=evil`, 'otherSignIn'],
    ['two states', `${loopback}?code=evil&state=${state}&state=wrong`, 'otherSignIn'],
    ['an error with a wrong state', `${loopback}?error=access_denied&state=wrong`, 'otherSignIn'],
    ['another path', `http://localhost:3000/other?code=evil&state=${state}`, 'otherAddress'],
    ['another port', `http://localhost:3001/callback?code=evil&state=${state}`, 'otherAddress'],
    ['another host', `http://evil.example.com/callback?code=evil&state=${state}`, 'otherAddress'],
    [
      'a name before the host',
      `http://localhost:3000@evil.example.com/callback?code=evil&state=${state}`,
      'otherAddress',
    ],
    ['another scheme', `https://localhost:3000/callback?code=evil&state=${state}`, 'otherAddress'],
  ];
  for (const [what, pasted, fault] of refused) {
    it(`is not ${what}`, () => {
      assert.equal(read(pasted), fault);
    });
  }

  it('takes time in proportion to what is pasted', () => {
    for (const run of ['"', 'a', 'a.', ':', ' ', '?']) assert.notEqual(read(`x${run.repeat(200_000)}x`), 'code');
  });

  it('is of no use when the answer is here', async () => {
    const awaited = new AwaitedAnswer({ redirectUri: loopback, state });
    const address = `${loopback}?code=a-code&state=${state}`;
    const query = readAddress(address, awaited);
    assert.ok(typeof query !== 'string');
    await awaited.take(query);
    assert.equal(readAddress(address, awaited), 'over');
  });
});
