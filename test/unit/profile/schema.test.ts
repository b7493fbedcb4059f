import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  apiKeys,
  clientAuthentications,
  endpointKeys,
  grants,
  isSecretKey,
  profileKeys,
  subjectKeys,
  protocolParameters,
} from '../../../src/profile/keys.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { secondsSettings } from '../../../src/profile/seconds.ts';
import { good } from './problemOf.ts';

interface Schema {
  readonly [word: string]: unknown;
  readonly properties?: Record<string, Schema>;
  readonly patternProperties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | false;
  readonly defaultSnippets?: { readonly body: unknown }[];
  readonly items?: Schema;
  readonly anyOf?: Schema[];
  readonly pattern?: string;
  readonly enum?: string[];
}

const root = new URL('../../../', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Record<string, unknown>;
const { configuration } = read('package.json')['contributes'] as { configuration: Schema };
const settings = configuration.properties!;
const profiles = settings['tokenInspector.profiles']!;
const profile = profiles.additionalProperties as Schema;
const api = profile.properties!['apis']!.additionalProperties as Schema;

describe('the schema of the settings', () => {
  it('has the keys that are read, and no others', () => {
    const keys = (schema: Schema) => Object.keys(schema.properties!).sort();
    assert.deepEqual(keys(profile), [...profileKeys].sort());
    assert.deepEqual(keys(api), [...apiKeys].sort());
    assert.deepEqual(keys(profile.properties!['endpoints']!), [...endpointKeys].sort());
    assert.deepEqual(keys(profile.properties!['subject']!), [...subjectKeys].sort());
    for (const schema of [profile, api, profile.properties!['endpoints']!, profile.properties!['subject']!]) {
      assert.equal(schema.additionalProperties, false);
    }
  });

  it('has the words that are read', () => {
    assert.deepEqual(profile.properties!['grant']!.enum, [...grants]);
    assert.deepEqual(profile.properties!['clientAuthentication']!.enum, [...clientAuthentications]);
    for (const key of ['grant', 'clientAuthentication']) {
      const { enum: words, markdownEnumDescriptions } = profile.properties![key]!;
      assert.equal((markdownEnumDescriptions as string[]).length, words!.length);
    }
  });

  it('has the defaults that are read', () => {
    const [parsed] = parseProfiles({ p: good }).profiles;
    for (const key of ['redirectUri', 'grant', 'clientAuthentication', 'scopes'] as const) {
      assert.deepEqual(profile.properties![key]!['default'], parsed![key]);
    }
    for (const [setting, limits] of Object.entries(secondsSettings)) {
      const { default: value, minimum, maximum } = settings[`tokenInspector.${setting}`]!;
      assert.deepEqual({ default: value, minimum, maximum }, limits);
    }
  });

  it('refuses secrets and the parameters that the product sets, wherever they are refused', () => {
    const refused = (schema: Schema, key: string) =>
      Object.entries(schema.patternProperties!).some(
        ([pattern, { not, errorMessage }]) =>
          new RegExp(pattern, 'u').test(key) && not !== undefined && errorMessage !== undefined,
      );
    const parameters = ['authorizationParameters', 'tokenParameters'].map((key) => profile.properties![key]!);
    const all = [profile, api, profile.properties!['endpoints']!, ...parameters];
    for (const secret of [
      'clientSecret',
      'client_secret',
      'secret',
      'password',
      'privateKey',
      'api_key',
      'client_assertion',
      'refresh_token',
      'subject_token',
    ]) {
      assert.ok(isSecretKey(secret), secret);
      for (const schema of all) assert.ok(refused(schema, secret), secret);
    }
    for (const schema of parameters) {
      for (const name of protocolParameters.keys()) assert.ok(refused(schema, name), name);
      for (const name of Object.keys(schema.properties!)) assert.ok(!refused(schema, name), name);
    }
    for (const schema of all) {
      for (const key of Object.keys(schema.properties!)) {
        assert.ok(!isSecretKey(key) || key === 'token', key);
        assert.ok(!refused(schema, key), key);
      }
    }
  });

  const samples: Record<string, string[]> = {
    issuer: [
      'https://a.example',
      'https://a.example/x/',
      'http://localhost:1/',
      'http://127.0.0.2',
      'http://[::1]/a',
      'http://a.example',
      'http://localhost.a.example',
      'https://a.example?',
      'https://a.example#',
      'https://a b',
      'a.example',
      'ftp://a',
      'https://u:p@a.example',
      'https://<a>.example',
      '',
    ],
    redirectUri: [
      'http://localhost',
      'http://localhost:3000/cb',
      'http://127.0.0.1/',
      'http://[::1]:1/x?y=1',
      'http://127.0.0.1:0/callback',
      'HTTP://127.0.0.1/',
      'https://localhost/',
      'http://127.0.0.2/',
      'http://a.example/',
      'http://localhost.a/',
      'http://localhost/#',
      'vscode://x/y',
      'vscode://token-inspector.token-inspector/callback',
      'VSCodium://token-inspector.token-inspector',
      'http://token-inspector.token-inspector/callback',
      'https://token-inspector.token-inspector/callback',
      'https://code.example.com/proxy/3000/callback',
      'https://127.0.0.1.example.com/',
      'https://[::1]:3000/',
      'ftp://token-inspector.token-inspector/',
      '',
    ],
    resource: ['https://a.example', 'urn:a:b', 'api://a', 'https://a#b', 'orders', 'a b', ''],
  };
  for (const [key, values] of Object.entries(samples)) {
    it(`takes the ${key} that is taken`, () => {
      const schema = profile.properties![key]!;
      const pattern = new RegExp((schema.anyOf?.[0] ?? schema).pattern!, 'u');
      for (const value of values) {
        const taken = parseProfiles({ p: { ...good, [key]: value } }).problems.length === 0;
        assert.equal(pattern.test(value), taken, value);
      }
    });
  }

  it('takes the scope and the endpoint that are taken', () => {
    const scope = new RegExp(profile.properties!['scopes']!.items!.pattern!, 'u');
    for (const value of ['openid', 'api://a/.default', 'a b', 'a"b', 'a\\b', 'é', '']) {
      assert.equal(scope.test(value), parseProfiles({ p: { ...good, scopes: [value] } }).problems.length === 0, value);
    }
    for (const [key, { pattern }] of Object.entries(profile.properties!['endpoints']!.properties!)) {
      for (const value of [
        'https://a.example/t?v=2',
        'http://[::1]:1/t',
        'http://localhost?x',
        'https://a#',
        'http://a.example',
        't',
        '',
      ]) {
        const taken = parseProfiles({ p: { ...good, endpoints: { [key]: value } } }).problems.length === 0;
        assert.equal(new RegExp(pattern!, 'u').test(value), taken, `${key} ${value}`);
      }
    }
  });

  it('completes to profiles without a problem', () => {
    const filled = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replace(/\$\{\d+:([^}]*)\}/g, '$1'));
    const raw = [
      ...profiles.defaultSnippets!.map(({ body }) => filled(body)),
      ...profile.defaultSnippets!.map(({ body }) => ({ p: filled(body) })),
      ...api.defaultSnippets!.map(({ body }) => ({ p: { ...good, apis: { a: filled(body) } } })),
      ...profile.properties!['endpoints']!.defaultSnippets!.map(({ body }) => ({ p: { ...good, endpoints: body } })),
    ];
    assert.equal(raw.length, 24);
    for (const value of raw) {
      const parsed = parseProfiles(value);
      assert.deepEqual(parsed.problems, []);
      assert.equal(parsed.profiles.length, 1);
    }
  });

  it('explains every key, in words that can be translated', () => {
    const words = read('package.nls.json');
    const used = new Set<string>();
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        const here = `${path}.${key}`;
        if (/description|errorMessage|label/i.test(key) && typeof inner === 'string') {
          const name = /^%(.+)%$/.exec(inner)?.[1];
          assert.ok(name !== undefined && typeof words[name] === 'string', here);
          used.add(name);
        }
        // A condition on a key explains nothing.
        if (key === 'properties' && !path.endsWith('.if')) {
          for (const [property, schema] of Object.entries(inner as Record<string, Schema>)) {
            assert.ok('markdownDescription' in schema, `${here}.${property}`);
          }
        }
        visit(inner, here);
      }
    };
    visit(configuration, 'configuration');
    const enums = ['grant', 'clientAuthentication'].flatMap(
      (key) => profile.properties![key]!['markdownEnumDescriptions'] as string[],
    );
    for (const word of enums) used.add(word.slice(1, -1));
    assert.deepEqual(
      Object.keys(words)
        .filter((key) => key.startsWith('configuration.'))
        .sort(),
      [...used].sort(),
    );
  });
});
