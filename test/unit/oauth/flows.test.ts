import assert from 'node:assert/strict';
import { flowsFor } from '../../../src/oauth/flows.ts';
import type { Surroundings } from '../../../src/oauth/flows.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { profileFor } from './profiles.ts';

const desktop: Surroundings = {
  host: 'local',
  ui: 'desktop',
  remoteName: undefined,
  uriScheme: 'vscode',
  browser: true,
  person: true,
  anyRedirectUri: false,
  forwardsRedirectUri: false,
  deviceAuthorizationEndpoint: undefined,
};
const remote = (remoteName: string): Partial<Surroundings> => ({ host: 'remote', remoteName });
const served = (remoteName: string): Partial<Surroundings> => ({ host: 'remote', ui: 'browser', remoteName });

const anyPort = 'http://127.0.0.1/callback';
const fixed = 'http://localhost:3000/callback';
const handler = 'vscode://token-inspector.token-inspector/callback';
const forwarded = 'https://fluffy-3000.app.github.dev/callback';

/** Which flow is picked, and which others can work, in their order. */
const table: readonly (readonly [string, Partial<Surroundings>, Partial<Profile>, string])[] = [
  ['desktop', {}, { redirectUri: anyPort }, 'loopback pastedAddress deviceCode'],
  ['desktop', {}, { redirectUri: fixed }, 'loopback pastedAddress deviceCode'],
  ['desktop', {}, { redirectUri: handler }, 'uriHandler pastedAddress deviceCode'],
  ['desktop, a page of a site', {}, { redirectUri: 'https://app.example.com/' }, 'pastedAddress deviceCode'],
  [
    'desktop, an address of Insiders',
    {},
    { redirectUri: handler.replace('vscode', 'vscode-insiders') },
    'pastedAddress deviceCode',
  ],
  [
    'desktop, an address of another extension',
    {},
    { redirectUri: 'vscode://other.extension/cb' },
    'pastedAddress deviceCode',
  ],
  ['Insiders', { uriScheme: 'vscode-insiders' }, { redirectUri: handler }, 'pastedAddress deviceCode'],
  ['desktop, no device endpoint', { deviceAuthorizationEndpoint: false }, {}, 'loopback pastedAddress'],
  ['desktop', {}, { grant: 'deviceCode' }, 'deviceCode'],
  ['desktop', {}, { grant: 'clientCredentials', clientAuthentication: 'clientSecretBasic' }, 'clientCredentials'],
  ['desktop, no secret', {}, { grant: 'clientCredentials' }, ''],
  ['nobody to ask', { person: false, browser: false }, { grant: 'jwtBearer' }, 'jwtBearer'],

  // With a remote the extension runs on the person's own computer, unless they have settled otherwise.
  ['SSH', { remoteName: 'ssh-remote' }, { redirectUri: fixed }, 'loopback pastedAddress deviceCode'],
  ['WSL', { remoteName: 'wsl' }, { redirectUri: fixed }, 'loopback pastedAddress deviceCode'],
  ['dev container', { remoteName: 'dev-container' }, { redirectUri: fixed }, 'loopback pastedAddress deviceCode'],
  [
    'Codespaces on a desktop',
    { remoteName: 'codespaces' },
    { redirectUri: fixed },
    'loopback pastedAddress deviceCode',
  ],
  ['SSH, on the other side', remote('ssh-remote'), { redirectUri: fixed }, 'forwardedPort pastedAddress deviceCode'],
  ['WSL, on the other side', remote('wsl'), { redirectUri: anyPort }, 'forwardedPort pastedAddress deviceCode'],
  [
    'dev container, on the other side',
    remote('dev-container'),
    { redirectUri: fixed },
    'forwardedPort pastedAddress deviceCode',
  ],
  ['SSH, on the other side', remote('ssh-remote'), { redirectUri: handler }, 'uriHandler pastedAddress deviceCode'],

  ['Codespaces in a browser', served('codespaces'), { redirectUri: fixed }, 'pastedAddress deviceCode'],
  ['Codespaces in a browser', served('codespaces'), { redirectUri: handler }, 'pastedAddress deviceCode'],
  [
    'Codespaces in a browser, its forwarded port registered',
    { ...served('codespaces'), forwardsRedirectUri: true },
    { redirectUri: forwarded },
    'forwardedPort pastedAddress deviceCode',
  ],
  ['Codespaces in a browser', served('codespaces'), { grant: 'deviceCode' }, 'deviceCode'],
  [
    'served, browser on the same machine',
    served('127.0.0.1:8080'),
    { redirectUri: fixed },
    'loopback pastedAddress deviceCode',
  ],
  [
    'served, browser on the same machine',
    served('localhost'),
    { redirectUri: anyPort },
    'loopback pastedAddress deviceCode',
  ],
  [
    'served, browser on the same machine',
    served('[::1]:8080'),
    { redirectUri: anyPort },
    'loopback pastedAddress deviceCode',
  ],
  ['served, browser elsewhere', served('code.example.com'), { redirectUri: fixed }, 'pastedAddress deviceCode'],
  ['served, browser elsewhere', served('192.168.0.7:8080'), { redirectUri: anyPort }, 'pastedAddress deviceCode'],
  [
    'served elsewhere, its forwarded port registered',
    { ...served('code.example.com'), forwardsRedirectUri: true },
    { redirectUri: 'https://code.example.com/proxy/3000/cb' },
    'forwardedPort pastedAddress deviceCode',
  ],
  [
    'served elsewhere, the demo provider',
    { ...served('code.example.com'), anyRedirectUri: true },
    {},
    'forwardedPort pastedAddress deviceCode',
  ],

  ['no browser', { browser: false }, { redirectUri: fixed }, 'pastedAddress deviceCode'],
  [
    'no browser, a device endpoint',
    { browser: false, deviceAuthorizationEndpoint: true },
    {},
    'deviceCode pastedAddress',
  ],
  ['no browser', { browser: false }, { redirectUri: handler }, 'pastedAddress deviceCode'],
  ['nobody to ask', { person: false }, {}, ''],
  ['nobody to ask', { person: false }, { grant: 'deviceCode' }, ''],
  [
    'nobody to ask',
    { person: false, browser: false },
    { grant: 'clientCredentials', clientAuthentication: 'clientSecretPost' },
    'clientCredentials',
  ],
];

describe('the choice of a flow', () => {
  for (const [where, surroundings, profile, expected] of table) {
    it(`${where}, ${profile.grant ?? profile.redirectUri ?? anyPort}: ${expected || 'none'}`, () => {
      const choices = flowsFor(
        { ...profileFor('https://login.example.com/'), redirectUri: anyPort, ...profile },
        { ...desktop, ...surroundings },
      );
      const possible = choices.filter(({ missing }) => missing.length === 0).map(({ flow }) => flow.id);
      assert.equal(possible.join(' '), expected);
      assert.equal(choices.length, 7, 'the others say what they lack');
      assert.deepEqual(
        choices.slice(0, possible.length).map(({ flow }) => flow.id),
        possible,
      );
    });
  }

  it('says what the others lack', () => {
    const choices = flowsFor(profileFor('https://login.example.com/'), {
      ...desktop,
      deviceAuthorizationEndpoint: false,
    });
    const missing = Object.fromEntries(choices.map(({ flow, missing }) => [flow.id, missing.join(' ')]));
    assert.deepEqual(missing, {
      loopback: '',
      pastedAddress: '',
      clientCredentials: 'grant secret',
      jwtBearer: 'grant',
      uriHandler: 'handlerRedirectUri',
      forwardedPort: 'forwardedRedirectUri',
      deviceCode: 'deviceAuthorizationEndpoint',
    });
  });
});
