import { createHash } from 'node:crypto';
import { text, type Text } from '../token/text.ts';
import type { Context } from './context.ts';
import type { Words } from './words.ts';

/** HTML that may be put into a page as it is. */
export interface Markup {
  readonly markup: string;
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Markup | readonly Markup[])[]): Markup {
  const markup = parts.map((part, index) => {
    const value = values[index] ?? '';
    return (
      part +
      (typeof value === 'string'
        ? escape(value)
        : 'markup' in value
          ? value.markup
          : value.map((each) => each.markup).join(''))
    );
  });
  return { markup: markup.join('') };
}

/**
 * Answers with a page that runs no script and loads nothing.
 *
 * @param leadsTo where a form's answer may redirect to: Chromium holds `form-action` against redirects, too.
 */
export function sendPage(
  ctx: Pick<Context, 'type' | 'body' | 'set'>,
  { language, say }: Words,
  title: Text,
  body: Markup,
  leadsTo?: string,
): void {
  ctx.type = 'html';
  ctx.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action 'self'${leadsTo === undefined ? '' : ` ${leadsTo}`}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  ctx.body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${say(title)} · ${say(brand)}</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <p class="brand">${say(brand)}</p>
          ${body}
        </main>
      </body>
    </html> `.markup;
}

const brand = text('Token Inspector demo');

/** Markup as character references; control and direction characters, which would still act as such, as U+FFFD. */
function escape(text: string): string {
  return text
    .replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
:root{--back:#f3f4f8;--card:#fff;--text:#1c2333;--soft:#596275;--line:#d5d9e3;--edge:#868ea3;--accent:#3152d4;--hover:#eef1fd}
@media (prefers-color-scheme:dark){:root{--back:#14171f;--card:#1e222d;--text:#e8ebf3;--soft:#a5aec2;--line:#3a4152;--edge:#6e778c;--accent:#9db2ff;--hover:#282e3f}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:26rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:1rem}
.brand{margin:0 0 1rem;color:var(--accent);font-weight:600;font-size:.875rem}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
p{margin:0 0 1rem}
.soft{color:var(--soft);font-size:.875rem}
form{display:grid;gap:.75rem;margin:1.5rem 0}
button{display:flex;align-items:center;gap:.875rem;width:100%;padding:.75rem 1rem;text-align:left;font:inherit;color:inherit;background:none;border:1px solid var(--edge);border-radius:.625rem;cursor:pointer}
button:hover{background:var(--hover)}
button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button b,button small{display:block}
button small{color:var(--soft);font-size:.875rem}
.face{flex:none;display:grid;place-items:center;width:2.5rem;height:2.5rem;border-radius:50%;background:var(--accent);color:var(--card);font-weight:600}
.plain{justify-content:center;border-color:transparent;color:var(--soft)}
.main{justify-content:center;background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
.main:hover{background:var(--accent);filter:brightness(1.08)}
input{width:100%;padding:.75rem 1rem;font:inherit;color:inherit;background:none;border:1px solid var(--edge);border-radius:.625rem;letter-spacing:.1em}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;font-size:.875rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
code{font-size:1.25rem}
`;

// Whole, because the hash is of every character between its tags.
const styleElement: Markup = { markup: `<style>${style}</style>` };

const styleHash = createHash('sha256').update(style).digest('base64');
