import type { IncomingMessage, ServerResponse } from 'node:http';

/** Yahoo's cookie and crumb: the quote page sets a cookie, with which there is a crumb that data routes ask for. */
export class SessionRoutes {
  #count = 0;

  get crumb(): string {
    return `crumb.${this.#count}`;
  }

  /** Makes all crumbs given so far invalid. */
  expire(): void {
    this.#count += 1;
  }

  /** Whether the request is answered. */
  answer(url: URL, request: IncomingMessage, response: ServerResponse): boolean {
    if (url.pathname.startsWith('/quote/')) {
      const cookie = 'A3=stand-in; Domain=.yahoo.com; Path=/; Secure; HttpOnly; Max-Age=31536000';
      response.writeHead(200, { 'set-cookie': cookie, 'content-type': 'text/html' }).end('<html></html>');
      return true;
    }
    if (url.pathname !== '/v1/test/getcrumb') return false;
    const known = request.headers.cookie?.includes('A3=stand-in') === true;
    response.writeHead(known ? 200 : 401).end(known ? this.crumb : 'Unauthorized');
    return true;
  }

  /** Whether a data route may be answered. */
  admits(url: URL, request: IncomingMessage): boolean {
    const known = request.headers.cookie?.includes('A3=stand-in') === true;
    return url.pathname.startsWith('/v8/') || (known && url.searchParams.get('crumb') === this.crumb);
  }
}
