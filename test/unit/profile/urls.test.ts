import { hidden, itNamesTheKey, secretText } from './problemOf.ts';

const incomplete = 'is not a complete address such as https://login.example.com/.';
const plainHttp =
  'is plain http, which anybody on the network can read. It must be https; only this computer ' +
  '(localhost, 127.0.0.1, [::1]) may use http.';
const elsewhere =
  'does not lead back to this editor. Write an address of this computer that starts with http://127.0.0.1, ' +
  'http://localhost or http://[::1] (without a port, any free port is used), or ' +
  'vscode://token-inspector.token-inspector/callback, and register the same one at the authorization server.';
const https =
  'is https, but on this computer there is no certificate to answer with. Register the same address ' +
  'with http:// (RFC 8252 allows it for loopback addresses).';

describe('a URL that is wrong', () => {
  itNamesTheKey([
    [{ issuer: 5 }, 'issuer', '“issuer” must be a text in quotes.'],
    [{ issuer: '' }, 'issuer', '“issuer” is empty.'],
    [{ issuer: 'login.example.com' }, 'issuer', `“issuer” ${incomplete}`, 'https://login.example.com'],
    [{ issuer: 'https:login.example.com' }, 'issuer', `“issuer” ${incomplete}`],
    [{ issuer: 'http://login.example.com/' }, 'issuer', `“issuer” ${plainHttp}`, 'https://login.example.com/'],
    [{ issuer: 'http://127.0.0.1.example.com' }, 'issuer', `“issuer” ${plainHttp}`, 'https://127.0.0.1.example.com'],
    [{ issuer: 'ftp://login.example.com' }, 'issuer', '“issuer” is not an https address.'],
    [
      { issuer: 'https://login.example.com/?a=b' },
      'issuer',
      '“issuer” has a query or a fragment. An issuer has neither.',
      'https://login.example.com/',
    ],
    [
      { issuer: 'https://login.example.com/#' },
      'issuer',
      '“issuer” has a query or a fragment. An issuer has neither.',
      'https://login.example.com/',
    ],
    [
      { issuer: 'https://login.example.com/.well-known/openid-configuration' },
      'issuer',
      '“issuer” is the address of a discovery document. Write the issuer that the document names.',
      'https://login.example.com',
    ],
    [
      { issuer: `https://ada:${hidden}@login.example.com` },
      'issuer',
      '“issuer” holds a user name or a password. Take it out.',
    ],
    [
      { issuer: 'https://<tenant>.auth0.com/' },
      'issuer',
      '“issuer” still has a placeholder. Replace what stands in brackets.',
    ],
    [{ issuer: 'https://login.example.com/ ' }, 'issuer', '“issuer” has a space or an invisible character.'],
    [
      { redirectUri: 'http://app.example.com/callback' },
      'redirectUri',
      `“redirectUri” ${elsewhere}`,
      'http://127.0.0.1/callback',
    ],
    [
      { redirectUri: 'http://localhost.example.com/' },
      'redirectUri',
      `“redirectUri” ${elsewhere}`,
      'http://127.0.0.1/callback',
    ],
    [
      { redirectUri: 'vscode://token-inspector/callback' },
      'redirectUri',
      `“redirectUri” ${elsewhere}`,
      'http://127.0.0.1/callback',
    ],
    [{ redirectUri: 'https://localhost:3000/cb' }, 'redirectUri', `“redirectUri” ${https}`, 'http://localhost:3000/cb'],
    [
      { redirectUri: 'http://localhost/#x' },
      'redirectUri',
      '“redirectUri” has a fragment (#\u2026), which a redirect URI may not have.',
    ],
    [{ redirectUri: 'localhost:3000/cb' }, 'redirectUri', `“redirectUri” ${incomplete}`, 'http://localhost:3000/cb'],
    [{ redirectUri: 'http://localhost:99999/' }, 'redirectUri', `“redirectUri” ${incomplete}`],
    [
      { redirectUri: 'x', grant: 'deviceCode' },
      'redirectUri',
      '“redirectUri” is not used: with this grant no browser comes back to the editor.',
    ],
    [{ refresh_token: hidden }, 'refresh_token', `“refresh_token” ${secretText}`],
    [{ endpoints: { token: 'http://a.example/t' } }, 'endpoints.token', `“token” ${plainHttp}`, 'https://a.example/t'],
    [{ endpoints: { token: 'https://a.example/t#x' } }, 'endpoints.token', '“token” has a fragment (#\u2026).'],
  ]);
});
