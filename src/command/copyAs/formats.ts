import { environmentQuoted, posixQuoted, powerShellQuoted } from './quote.ts';

/** What is copied. */
export interface CopiedToken {
  readonly accessToken: string;
  /** The scheme of the `Authorization` header: `Bearer` (RFC 6750 §2.1) or `DPoP` (RFC 9449 §7.1). */
  readonly tokenType: string;
  /** For a GET of {@link url} by the key that the token is bound to (RFC 9449 §7.1). */
  readonly proof?: string;
  /** Whether the API takes it only over a connection that shows the client's certificate (RFC 8705 §3). */
  readonly certificate?: boolean;
  /** Of the API, where the profile says one; absent: {@link placeholder}. */
  readonly url?: string;
  /** Seconds that the token still lives, where known. */
  readonly expiresIn?: number;
  readonly scopes: readonly string[];
}

/** No server has such a name (RFC 2606 §2): a request that was not edited sends the token to nobody. */
export const placeholder = 'https://YOUR-API.example/';

/** Files that only their owner can name. */
const certificateFile = 'YOUR-CERTIFICATE.pem';
const keyFile = 'YOUR-KEY.pem';
const pfxFile = 'YOUR-CERTIFICATE.pfx';

/** The name under which programs find the token in their environment. */
export const variable = 'ACCESS_TOKEN';

/** The forms, in the order in which they are offered. The names are kept as the last choice: they never change. */
export const formats = {
  authorization: (token: CopiedToken) => header(token),
  curl: (token: CopiedToken) =>
    [
      'curl',
      posixQuoted(urlOf(token)),
      ...headers(token).map((line) => `-H ${posixQuoted(line)}`),
      ...shown(token, `--cert ${certificateFile} --key ${keyFile}`),
    ].join(' '),
  httpie: (token: CopiedToken) =>
    [
      'http GET',
      posixQuoted(urlOf(token)),
      ...headers(token).map(httpieItem).map(posixQuoted),
      ...shown(token, `--cert=${certificateFile} --cert-key=${keyFile}`),
    ].join(' '),
  http: (token: CopiedToken) => [`GET ${urlOf(token)}`, ...headers(token), ''].join('\n'),
  powerShell: (token: CopiedToken) =>
    [
      `Invoke-RestMethod -Uri ${powerShellQuoted(urlOf(token))} -Headers @{ ${headers(token).map(powerShellItem).join('; ')} }`,
      ...shown(token, `-Certificate (Get-PfxCertificate ${pfxFile})`),
    ].join(' '),
  environment: ({ accessToken }: CopiedToken) => `${variable}=${environmentQuoted(accessToken)}`,
  json: (token: CopiedToken) => tokenAnswer(token),
} as const satisfies Record<string, (token: CopiedToken) => string>;

export type FormatId = keyof typeof formats;

/** Those that hold a place for the client's certificate. */
export const withCertificate: ReadonlySet<FormatId> = new Set(['curl', 'httpie', 'powerShell']);

/** Those that hold the address of a request. */
export const requests: ReadonlySet<FormatId> = new Set(['curl', 'httpie', 'http', 'powerShell']);

/**
 * Whether the token has only characters that RFC 6749 §A.12 allows. One that has others, line breaks say, would write
 * lines of its own into a request or a terminal.
 */
export function isSendable(accessToken: string): boolean {
  return /^[\x20-\x7e]+$/.test(accessToken);
}

/** The first of the API's names that is the address of a web server, written so that it holds no blank and no control. */
export function urlOfApi(names: readonly (string | undefined)[]): string | undefined {
  for (const name of names) {
    if (name === undefined || !/^https?:\/\//i.test(name)) continue;
    if (URL.canParse(name)) return new URL(name).href;
  }
  return undefined;
}

function urlOf({ url }: CopiedToken): string {
  return url ?? placeholder;
}

function header({ tokenType, accessToken }: CopiedToken): string {
  return `Authorization: ${tokenType} ${accessToken}`;
}

function headers(token: CopiedToken): string[] {
  return [header(token), ...(token.proof === undefined ? [] : [`DPoP: ${token.proof}`])];
}

function shown({ certificate }: CopiedToken, options: string): string[] {
  return certificate === true ? [options] : [];
}

/** HTTPie itself reads a backslash as the beginning of an escape. */
function httpieItem(line: string): string {
  return line.replace(': ', ':').replaceAll('\\', '\\\\');
}

function powerShellItem(line: string): string {
  const colon = line.indexOf(': ');
  return `${line.slice(0, colon)} = ${powerShellQuoted(line.slice(colon + 2))}`;
}

/** As the token endpoint answers (RFC 6749 §5.1), with the time that is left now. */
function tokenAnswer({ accessToken, tokenType, expiresIn, scopes }: CopiedToken): string {
  const answer = {
    access_token: accessToken,
    token_type: tokenType,
    ...(expiresIn !== undefined && { expires_in: expiresIn }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}
