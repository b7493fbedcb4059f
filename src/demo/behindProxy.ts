/**
 * What it takes to work behind a reverse proxy that strips a prefix the server does not know: a served VS Code shows
 * `http://host/proxy/PORT/auth` to the browser and asks for `/auth` here. Redirects and forms are relative to begin with;
 * cookies are not. oidc-provider ties the cookies of a sign-in to paths such as `/auth/UID`, which the browser never
 * sees; so they travel with path `/` and the last part of their own path in the name, which keeps two sign-ins apart as
 * the path would have.
 */
const narrow = /^([^=;]+)=([^;]*)(.*;\s*path=)\/(?:[\w-]+\/)+([\w-]+)((?:;.*)?)$/i;

/** A `Set-Cookie` header as it leaves: `name=value; path=/auth/uid` becomes `name.uid=value; path=/`. */
export function widenCookie(header: string): string {
  const parts = narrow.exec(header);
  if (parts === null) {
    return header;
  }
  const [, name = '', value = '', attributes = '', uid = '', rest = ''] = parts;
  return `${name}.${uid}=${value}${attributes}/${rest}`;
}

/** A `Cookie` header as it arrives for `path`: the cookies that belong to it get their own names back. */
export function narrowCookies(header: string, path: string): string {
  const suffix = `.${path.slice(path.lastIndexOf('/') + 1)}`;
  return header
    .split(/;\s*/)
    .map((cookie) => {
      const end = cookie.indexOf('=');
      const name = cookie.slice(0, end);
      return suffix !== '.' && name.endsWith(suffix) ? name.slice(0, -suffix.length) + cookie.slice(end) : cookie;
    })
    .join('; ');
}

/** oidc-provider writes form actions as absolute URLs; from the page at `/device` the relative address is this. */
export function relativeFormAction(page: string): string {
  return page.replace(/(<form[^>]*\saction=")[^"]*\/device"/g, '$1device"');
}
