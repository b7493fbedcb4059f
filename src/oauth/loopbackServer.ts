import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes. An authorization response is a few kB. */
const headerLimit = 16_384;
/** A browser needs one or two. Beyond that the oldest connection goes, so that nobody can keep the browser out. */
const connectionLimit = 128;

/**
 * A server for one answer, among programs and pages that may want to get in its way.
 *
 * @param patience Milliseconds in which a connection must have sent its request.
 */
export function hardenedServer(patience: number, handle: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: headerLimit,
      headersTimeout: patience,
      requestTimeout: patience,
      connectionsCheckingInterval: patience / 5,
    },
    handle,
  );
  // Also for whoever sends nothing at all, or does not read the answer.
  server.timeout = patience;
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    const [oldest] = connections;
    if (oldest !== undefined && connections.size >= connectionLimit) {
      connections.delete(oldest);
      oldest.destroy();
    }
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return server;
}

/** Stops listening at once; a page on its way has `patience` milliseconds to arrive. */
export function stop(server: Server, patience: number): void {
  server.close();
  server.closeIdleConnections();
  setTimeout(() => {
    server.closeAllConnections();
  }, patience).unref();
}
