import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decode } from '../../../src/token/decode.ts';
import type { Verification } from '../../../src/token/verification.ts';
import { DecodedDocuments } from '../../../src/view/decodedDocuments.ts';
import { decodedText } from '../../../src/view/decodedText.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import type { TokenContext } from '../../../src/view/tokenContext.ts';
import { auth0Claims, encode, jwt, now } from '../../unit/token/tokens.ts';

function contextOf(token: string): TokenContext {
  const issuer = new IssuerFacts(() => undefined);
  return { id: 'x', title: 'A title', token: decode(token), use: 'unknown', issuer, now };
}

/** An issuer that says no, but not before it was asked. */
class Disowning extends IssuerFacts {
  #verdict: Verification | undefined;

  override async whenKnown(): Promise<Verification | undefined> {
    await new Promise((resolve) => setTimeout(resolve, 10));
    this.#verdict = { state: 'invalid', reason: 'signature', text: { message: 'invalid' } };
    return this.#verdict;
  }

  override knownVerdict(): Verification | undefined {
    return this.#verdict;
  }
}

/** The document without its comments, which stand on lines of their own. */
function parsed(text: string): Record<string, Record<string, unknown>> {
  const lines = text.split('\n').filter((line) => !/^\s*\/\//.test(line));
  return JSON.parse(lines.join('\n')) as Record<string, Record<string, unknown>>;
}

describe('a decoded document', () => {
  const token = jwt(auth0Claims);

  it('has header and claims in the token’s order, and neither the token nor its signature', () => {
    const text = decodedText(contextOf(token));
    assert.deepEqual(parsed(text), { header: { alg: 'RS256', typ: 'JWT', kid: 'k1' }, claims: auth0Claims });
    assert.deepEqual(Object.keys(parsed(text)['claims'] ?? {}), Object.keys(auth0Claims));
    for (const part of token.split('.')) assert.ok(!text.includes(part));
  });

  it('says what each member means, and times in words', () => {
    const text = decodedText(contextOf(token));
    assert.match(text, /^\/\/ A title\n\/\/ Access token, decoded/);
    assert.match(text, /\/\/ How the token is signed.*\n\s+"alg"/);
    assert.match(text, /\/\/ Mar 1, 2026, .* GMT\S* \(in 59 min\)\n\s+"exp": \d+/);
    for (const line of text.split('\n')) assert.ok(line.length < 130, line);
  });

  it('tells what was noticed, what it means and what to do, but for a comparison', () => {
    const late = { ...contextOf(token), now: now + 4000 };
    const text = decodedText(late);
    assert.match(text, /\n\/\/ Error: Expired on Mar 1, 2026, .* \(8 min ago\)\n\/\/ {3}APIs refuse an expired token/);
    assert.match(text, /\/\/ {3}What to do: Get a fresh token/);
    assert.match(text, /\/\/ Note: Two audiences/);
    assert.deepEqual(parsed(text)['claims'], auth0Claims);
    assert.doesNotMatch(decodedText(late, { comparable: true }), /Expired on|Two audiences/);
  });

  it('has what the issuer says of the token, though nobody asked it before', async () => {
    const documents = new DecodedDocuments();
    await documents.open({ ...contextOf(token), issuer: new Disowning(() => undefined) });
    const shown = vscode.window.activeTextEditor?.document.uri;
    assert.ok(shown);
    assert.match(documents.content(shown), /\n\/\/ Error: The signature is not the issuer’s/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is the same for the same content when it is for comparing, whoever wrote it and whenever one looks', () => {
    const shuffled = jwt(Object.fromEntries(Object.entries(auth0Claims).reverse()), { kid: 'k1', typ: 'JWT' });
    const texts = [contextOf(token), { ...contextOf(shuffled), now: now + 1000 }].map((context) =>
      decodedText(context, { comparable: true }),
    );
    assert.equal(texts[0], texts[1]);
  });

  it('keeps hostile words inside their strings and comments', () => {
    const words = 'a"\n}, "alg": "none" // \u202E\u2028\u200B */ </script>';
    const claims = { ...auth0Claims, [words]: words, iss: words };
    const text = decodedText({ ...contextOf(jwt(claims, { [words]: words })), title: 'A \u202Etitle\nof two lines' });
    assert.deepEqual(parsed(text)['claims'], claims);
    assert.equal(parsed(text)['header']?.['alg'], 'RS256');
    assert.doesNotMatch(text, /[\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  });

  it('shows other tokens as far as they can be read', () => {
    assert.match(decodedText(contextOf('ya29.a0AfH6SMBxk3qT-9rToken77')), /A Google access token/);
    const jwe = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'api' })}.a.b.c.d`;
    assert.match(decodedText(contextOf(jwe)), /Encrypted for the holder of key api/);
    assert.equal(parsed(decodedText(contextOf(jwe)))['header']?.['kid'], 'api');
    assert.match(decodedText(contextOf(token.slice(0, -1).replace(/\.[^.]+$/, ''))), /signature is missing/);
    const disclosure = encode(JSON.stringify(['salt', 'given_name', 'Ada']));
    const sdJwt = parsed(decodedText(contextOf(`${token}~${disclosure}~`)));
    assert.deepEqual(sdJwt['disclosed'], { given_name: 'Ada' });
  });

  it('holds a megabyte', () => {
    const text = decodedText(contextOf(jwt({ ...auth0Claims, filler: 'x'.repeat(1_000_000) })));
    assert.equal(parsed(text)['claims']?.['filler'], 'x'.repeat(1_000_000));
  });
});
