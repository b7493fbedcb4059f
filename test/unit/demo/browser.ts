import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of a browser as a sign-in needs: cookies by name and path, redirects followed within one origin, forms. */
export class Browser {
  readonly #cookies = new Map<string, { readonly path: string; readonly value: string }>();

  /** Follows redirects until a page arrives or the address leaves the origin that it started from. */
  async open(
    url: string,
    init: RequestInit = {},
  ): Promise<{ url: string; status: number; body: string; headers: Headers }> {
    const { origin } = new URL(url);
    let [address, next] = [url, init];
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await fetch(address, {
        ...next,
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.#header(new URL(address).pathname) },
      });
      this.#keep(response.headers.getSetCookie(), new URL(address).pathname);
      const location = response.headers.get('location');
      if (location === null) {
        return { url: address, status: response.status, body: await response.text(), headers: response.headers };
      }
      await response.text();
      [address, next] = [new URL(location, address).href, {}];
      if (new URL(address).origin !== origin || new URL(address).pathname === '/callback') {
        return { url: address, status: response.status, body: '', headers: response.headers };
      }
    }
    throw new Error('too many redirects');
  }

  /** Sends the page's form with one of its buttons, to the address that the form names relative to the page. */
  async press(page: { url: string; body: string }, fields: Record<string, string>): ReturnType<Browser['open']> {
    const action = /<form[^>]*\saction="([^"]*)"/.exec(page.body)?.[1];
    const hidden = [...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((match) => [
      match[1]!,
      match[2]!,
    ]);
    return this.open(action === undefined ? page.url : new URL(action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...(Object.fromEntries(hidden) as Record<string, string>), ...fields }),
    });
  }

  cookiePaths(): string[] {
    return [...this.#cookies.values()].map(({ path }) => path);
  }

  #header(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([name, cookie]) => `${name}=${cookie.value}`)
      .join('; ');
  }

  #keep(headers: readonly string[], path: string): void {
    for (const header of headers) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      const scope = /;\s*path=([^;]+)/i.exec(header)?.[1] ?? path.replace(/\/[^/]*$/, '');
      if (/expires=thu, 01 jan 1970/i.test(header)) {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, { path: scope, value });
      }
    }
  }
}

export interface Proxy {
  /** Where the browser finds the server behind it. */
  readonly base: string;
  close(): void;
}

/**
 * What a served VS Code puts in front of a port: a prefix that is taken off the path, put before a `Location` that
 * starts with a slash, and not touched anywhere else.
 */
export async function startProxy(target: string): Promise<Proxy> {
  const { port } = new URL(target);
  const prefix = `/proxy/${port}`;
  const server: Server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith(`${prefix}/`) !== true) {
      outgoing.writeHead(404).end('not behind the proxy');
      return;
    }
    const upstream = send(
      {
        host: '127.0.0.1',
        port,
        path: incoming.url.slice(prefix.length),
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        const { location } = answer.headers;
        const headers = { ...answer.headers, ...(location?.startsWith('/') && { location: prefix + location }) };
        outgoing.writeHead(answer.statusCode ?? 500, headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://localhost:${(server.address() as AddressInfo).port}${prefix}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
