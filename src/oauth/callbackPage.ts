import { createHash } from 'node:crypto';

/** What the page in the browser says, in the user's language. Plain text. */
export interface CallbackPageText {
  /** BCP 47. */
  readonly language: string;
  readonly signedIn: { readonly title: string; readonly body: string };
  /** The authorization server's own words follow. */
  readonly refused: { readonly title: string; readonly body: string };
  /** A request that is not the answer this sign-in waits for. */
  readonly unexpected: { readonly title: string; readonly body: string };
}

export type CallbackOutcome = 'signedIn' | 'refused' | 'unexpected';

/** Takes the code out of the address bar and the history, and closes the window where a script may. */
const script = `history.replaceState(null,'',location.pathname);if(document.body.dataset.outcome==='signedIn')setTimeout(()=>window.close(),1500)`;

const style = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:#f5f5f7;color:#1d1d1f}
main{max-width:32rem;margin:1rem;padding:2rem 2.5rem;border-radius:12px;background:#fff;box-shadow:0 1px 6px #0003;border-top:4px solid #c72e0f;overflow-wrap:anywhere}
[data-outcome=signedIn] main{border-color:#1a7f37}
h1{margin:0 0 .5rem;font-size:1.4rem}
p{margin:.5rem 0}
blockquote{margin:1rem 0 0;padding:.5rem 1rem;border-inline-start:3px solid #8888;font-family:ui-monospace,monospace;font-size:.875rem;white-space:pre-wrap}
@media(prefers-color-scheme:dark){body{background:#1e1e1e;color:#e6e6e6}main{background:#2a2a2c}}`;

/**
 * Sent with every answer of the listener. Nothing is loaded, framed, cached, sniffed or told to the next site
 * (RFC 9700 §4.2.4), and only this one script runs.
 */
export const callbackHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src '${integrity(script)}'`,
    `style-src '${integrity(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** @param words What the authorization server said. Text from a stranger: it is escaped. */
export function callbackPage(outcome: CallbackOutcome, text: CallbackPageText, words: readonly string[] = []): string {
  const { title, body } = text[outcome];
  const quoted = words.length === 0 ? '' : `<blockquote>${escape(words.join('\n'))}</blockquote>`;
  return `<!doctype html>
<html lang="${escape(text.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body data-outcome="${outcome}">
<main role="status">
<h1>${escape(title)}</h1>
<p>${escape(body)}</p>
${quoted}
</main>
<script>${script}</script>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML's special characters become entities; characters that hide or reorder text become visible ones. */
function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');
}

/** CSP Level 3 §2.3.1. */
function integrity(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
