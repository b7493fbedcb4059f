import { text, type Text } from '../token/text.ts';

/** What is wrong with a URL, and what was probably meant. The URL itself is not repeated: it may hold a password. */
export interface UrlFault {
  readonly text: Text;
  readonly suggestion?: string;
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const discoveryPath = /\/\.well-known\/(openid-configuration|oauth-authorization-server).*$/s;

/** Whether an address is this computer's own. */
export function isLoopback(url: URL): boolean {
  return loopbackHost.test(url.hostname);
}

/** An issuer identifier: OIDC Core §2, RFC 8414 §2 (https, no query, no fragment); plain http on this machine only. */
export function issuerFault(value: string): UrlFault | undefined {
  if (discoveryPath.test(value)) {
    return {
      text: text('“{key}” is the address of a discovery document. Write the issuer that the document names.'),
      ...meant(value.replace(discoveryPath, '')),
    };
  }
  return (
    serverUrlFault(value) ??
    (/[?#]/.test(value)
      ? {
          text: text('“{key}” has a query or a fragment. An issuer has neither.'),
          ...meant(value.replace(/[?#].*$/s, '')),
        }
      : undefined)
  );
}

/** An endpoint of the authorization server: https (plain http on this machine only), no fragment (RFC 6749 §3.1). */
export function endpointFault(value: string): UrlFault | undefined {
  return serverUrlFault(value) ?? (value.includes('#') ? { text: text('“{key}” has a fragment (#…).') } : undefined);
}

function serverUrlFault(value: string): UrlFault | undefined {
  const fault = absoluteFault(value);
  if (fault !== undefined) {
    const bare = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/[^@?#]*)?$/.test(value);
    return bare ? { ...fault, ...meant(`https://${value}`) } : fault;
  }
  const url = new URL(value);
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return { text: text('“{key}” is not an https address.') };
  if (isLoopback(url)) return undefined;
  return {
    text: text(
      '“{key}” is plain http, which anybody on the network can read. It must be https; only this computer (localhost, 127.0.0.1, [::1]) may use http.',
    ),
    ...meant(value.replace(/^http:/i, 'https:')),
  };
}

/** Of addresses that VS Code hands to this extension: its publisher and name. */
const handlerAuthority = 'token-inspector.token-inspector';

/**
 * The address that the browser comes back to: one of this computer, where the product listens (RFC 8252 §7.3); one that
 * VS Code hands to this extension (§7.1); or an https one, that is forwarded here or pasted by the person.
 */
export function redirectUriFault(value: string): UrlFault | undefined {
  const fault = absoluteFault(value);
  if (fault !== undefined) {
    const bare = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^@?#]*)?$/i.test(value);
    return bare ? { ...fault, ...meant(`http://${value}`) } : fault;
  }
  if (value.includes('#')) return { text: text('“{key}” has a fragment (#…), which a redirect URI may not have.') };
  const { protocol, hostname } = new URL(value);
  const onThisComputer = /^(https?):\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d*)?(?=[/?]|$)/i.test(value);
  if (onThisComputer && protocol === 'http:') return undefined;
  if (protocol === 'https:' && loopbackHost.test(hostname)) {
    return {
      text: text(
        '“{key}” is https, but on this computer there is no certificate to answer with. Register the same address with http:// (RFC 8252 allows it for loopback addresses).',
      ),
      ...meant(value.replace(/^https:/i, 'http:')),
    };
  }
  if (protocol === 'https:' || handlerScheme(value) !== undefined) return undefined;
  return {
    text: text(
      '“{key}” does not lead back to this editor. Write an address of this computer that starts with http://127.0.0.1, http://localhost or http://[::1] (without a port, any free port is used), or vscode://{authority}/callback, and register the same one at the authorization server.',
      { authority: handlerAuthority },
    ),
    suggestion: 'http://127.0.0.1/callback',
  };
}

/** The scheme of an address that a VS Code hands to this extension: `vscode` or that of a relative. */
export function handlerScheme(redirectUri: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(redirectUri) ?? [];
  if (scheme === undefined || /^(https?|ftp|file|data|javascript|command)$/i.test(scheme)) return undefined;
  return authority?.toLowerCase() === handlerAuthority ? scheme.toLowerCase() : undefined;
}

/** A resource indicator: an absolute URI without a fragment (RFC 8707 §2). */
export function resourceFault(value: string): UrlFault | undefined {
  if (value === '') return { text: text('“{key}” is empty.') };
  if (unsafe(value)) return { text: text('“{key}” has a space or an invisible character.') };
  if (!URL.canParse(value)) {
    return { text: text('“{key}” is not an absolute URI. A name that is not a URI goes into “audience”.') };
  }
  return value.includes('#')
    ? { text: text('“{key}” has a fragment (#…), which a resource may not have (RFC 8707).') }
    : undefined;
}

function absoluteFault(value: string): UrlFault | undefined {
  if (value === '') return { text: text('“{key}” is empty.') };
  if (unsafe(value)) return { text: text('“{key}” has a space or an invisible character.') };
  if (/[<>{}]/.test(value)) return { text: text('“{key}” still has a placeholder. Replace what stands in brackets.') };
  // The URL parser forgives `https:host` and `https:/host`; an authorization server compares letter by letter.
  if (!URL.canParse(value) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    return { text: text('“{key}” is not a complete address such as https://login.example.com/.') };
  }
  const { username, password } = new URL(value);
  if (username === '' && password === '') return undefined;
  return { text: text('“{key}” holds a user name or a password. Take it out.') };
}

function unsafe(value: string): boolean {
  return /[\s\p{Cc}\p{Cf}\p{Cs}\\]/u.test(value);
}

/** A suggestion that would itself be refused is none. */
function meant(value: string): { suggestion?: string } {
  return absoluteFault(value) === undefined ? { suggestion: value } : {};
}
