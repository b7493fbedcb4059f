import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import {
  formats,
  isSendable,
  placeholder,
  urlOfApi,
  type CopiedToken,
} from '../../../../src/command/copyAs/formats.ts';

const token: CopiedToken = {
  accessToken: 'aaa.bbb-_.ccc',
  tokenType: 'Bearer',
  url: 'https://orders.example.com/v1',
  expiresIn: 58,
  scopes: ['read:orders', 'openid'],
};

/** Every character that RFC 6749 §A.12 allows in a token, and that a shell could read more out of. */
const nasty: CopiedToken = { ...token, accessToken: `a'b"c$(id)\`id\`\\d;e|f&g h#i!j%PATH%~*?[k]{l}'` };

describe('the forms of a copied token', () => {
  it('are what people type', () => {
    const bearer = 'Bearer aaa.bbb-_.ccc';
    const url = 'https://orders.example.com/v1';
    assert.equal(formats.authorization(token), `Authorization: ${bearer}`);
    assert.equal(formats.curl(token), `curl '${url}' -H 'Authorization: ${bearer}'`);
    assert.equal(formats.httpie(token), `http GET '${url}' 'Authorization:${bearer}'`);
    assert.equal(formats.http(token), `GET ${url}\nAuthorization: ${bearer}\n`);
    assert.equal(
      formats.powerShell(token),
      `Invoke-RestMethod -Uri '${url}' -Headers @{ Authorization = '${bearer}' }`,
    );
    assert.equal(formats.environment(token), 'ACCESS_TOKEN=aaa.bbb-_.ccc');
    assert.deepEqual(JSON.parse(formats.json(token)), {
      access_token: 'aaa.bbb-_.ccc',
      token_type: 'Bearer',
      expires_in: 58,
      scope: 'read:orders openid',
    });
  });

  it('name the scheme that the token was issued for', () => {
    assert.match(formats.authorization({ ...token, tokenType: 'DPoP' }), /^Authorization: DPoP aaa/);
    assert.match(formats.curl({ ...token, tokenType: 'DPoP' }), /'Authorization: DPoP aaa/);
  });

  it('bring the proof along where the token is bound to a key', () => {
    const bound = { ...token, tokenType: 'DPoP', proof: 'ppp' };
    assert.match(formats.curl(bound), / -H 'Authorization: DPoP \S+' -H 'DPoP: ppp'$/);
    assert.match(formats.httpie(bound), / 'Authorization:DPoP \S+' 'DPoP:ppp'$/);
    assert.match(formats.http(bound), /\nAuthorization: DPoP \S+\nDPoP: ppp\n$/);
    assert.match(formats.powerShell(bound), / @\{ Authorization = 'DPoP \S+'; DPoP = 'ppp' \}$/);
  });

  it('leave a place for the certificate where the token is bound to one', () => {
    const bound = { ...token, certificate: true };
    assert.match(formats.curl(bound), / aaa\S+' --cert YOUR-CERTIFICATE\.pem --key YOUR-KEY\.pem$/);
    assert.match(formats.httpie(bound), / aaa\S+' --cert=YOUR-CERTIFICATE\.pem --cert-key=YOUR-KEY\.pem$/);
    assert.match(formats.powerShell(bound), / \} -Certificate \(Get-PfxCertificate YOUR-CERTIFICATE\.pfx\)$/);
    for (const format of ['authorization', 'http', 'environment', 'json'] as const)
      assert.equal(formats[format](bound), formats[format](token));
  });

  it('leave to be filled in what nobody knows, at a name that no server has', () => {
    const unknown: CopiedToken = { accessToken: 'aaa', tokenType: 'Bearer', scopes: [] };
    assert.match(new URL(placeholder).hostname, /\.example$/);
    for (const format of ['curl', 'httpie', 'http', 'powerShell'] as const)
      assert.ok(formats[format](unknown).includes(placeholder), format);
  });

  it('say nothing of an end that the server did not say', () => {
    const answer: unknown = JSON.parse(formats.json({ accessToken: 'aaa', tokenType: 'Bearer', scopes: [] }));
    assert.deepEqual(answer, { access_token: 'aaa', token_type: 'Bearer' });
  });
});

describe('a token with quotes and everything else that a shell reads', () => {
  for (const format of ['curl', 'httpie'] as const) {
    it(`is one argument of ${format}, and runs nothing`, function () {
      if (process.platform === 'win32') this.skip();
      const [program, ...words] = shellWords(formats[format](nasty));
      assert.equal(program, format === 'curl' ? 'curl' : 'http');
      const wanted =
        format === 'curl'
          ? [token.url, '-H', `Authorization: Bearer ${nasty.accessToken}`]
          : ['GET', token.url, `Authorization:Bearer ${nasty.accessToken.replaceAll('\\', '\\\\')}`];
      assert.deepEqual(words, wanted);
    });
  }

  it('doubles what PowerShell takes for a quote, the typographic ones included', () => {
    const written = formats.powerShell({ ...token, accessToken: "a'b", url: 'https://x.example/\u2019;calc' });
    assert.ok(written.includes("'Bearer a''b'"), written);
    assert.ok(written.includes("'https://x.example/\u2019\u2019;calc'"), written);
  });

  it('comes whole out of an environment line, for programs and for shells', function () {
    for (const accessToken of ['a b', 'a#b', 'a$b', 'a"b', "a'b", 'a`id`b', 'a\\b', 'a=b==']) {
      const line = formats.environment({ ...token, accessToken });
      assert.equal(parseEnv(line)['ACCESS_TOKEN'], accessToken, line);
    }
    if (process.platform === 'win32') this.skip();
    const line = formats.environment(nasty);
    assert.equal(
      execFileSync('sh', ['-c', `${line}; printf %s "$ACCESS_TOKEN"`], { encoding: 'utf8' }),
      nasty.accessToken,
    );
  });

  it('is sent as long as a header can carry it', () => {
    assert.ok(isSendable(nasty.accessToken));
    for (const value of ['', 'a\nrm -rf ~\n', 'a\u001b[201~b', 'a\u0000', 'a\u202eb', 'ä'])
      assert.ok(!isSendable(value));
  });
});

describe('the address of a request', () => {
  it('is the first name of the API that is one', () => {
    assert.equal(urlOfApi([undefined, 'orders', 'https://a.example/x', 'https://b.example']), 'https://a.example/x');
    assert.equal(urlOfApi(['urn:api', 'api://1234', 'https://']), undefined);
  });

  it('holds nothing that would end the line or the word', () => {
    assert.equal(urlOfApi(['https://a.example/b c\nX-Evil: 1']), 'https://a.example/b%20cX-Evil:%201');
  });
});

/** The words that a real shell makes of a command line. */
function shellWords(command: string): string[] {
  const script = `set -- ${command}\nfor word in "$@"; do printf '%s\\0' "$word"; done`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}
