/** Whether a URL's host never leaves this machine (RFC 8252 §7.3). `host` as `URL.hostname` spells it. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
