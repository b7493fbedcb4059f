import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { callbackHeaders, callbackPage } from '../../../src/oauth/callbackPage.ts';
import { page } from './profiles.ts';

describe('the page in the browser', () => {
  const policy = callbackHeaders['Content-Security-Policy'] ?? '';

  it('escapes the words of the server', () => {
    const hostile = `</blockquote><script>alert(1)</script><img src=x onerror="alert('1')">&amp;`;
    const html = callbackPage('refused', page, [hostile]);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /<img|onerror="/);
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.match(html, /&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;amp;/);
  });

  it('escapes its own texts, which translators write', () => {
    const html = callbackPage('signedIn', {
      ...page,
      language: '"><script>',
      signedIn: { title: '<b>', body: "l'<i>" },
    });
    assert.match(html, /<h1>&lt;b&gt;<\/h1>\n<p>l&#39;&lt;i&gt;<\/p>/);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it('shows characters that hide or reorder text', () => {
    assert.match(callbackPage('refused', page, ['a\u202eb\u0000c\u200bd']), /a\ufffdb\ufffdc\ufffdd/);
  });

  it('lets no script and no style run but its own', () => {
    const html = callbackPage('signedIn', page);
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const content = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(content).digest('base64');
      assert(policy.includes(`${directive} 'sha256-${hash}'`), `${directive} allows exactly what is on the page`);
    }
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    for (const directive of ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]) {
      assert(policy.includes(directive), directive);
    }
  });

  it('loads nothing and links nowhere', () => {
    assert.doesNotMatch(callbackPage('refused', page, ['x']), /src=|href=|url\(|@import|http/);
  });

  it('takes the code out of the address bar', () => {
    assert.match(callbackPage('signedIn', page), /<script>history\.replaceState\(null,'',location\.pathname\)/);
  });

  it('is neither kept nor told about', () => {
    assert.equal(callbackHeaders['Referrer-Policy'], 'no-referrer');
    assert.equal(callbackHeaders['Cache-Control'], 'no-store');
    assert.equal(callbackHeaders['X-Content-Type-Options'], 'nosniff');
    assert.equal(callbackHeaders['Cross-Origin-Opener-Policy'], 'same-origin');
  });
});
