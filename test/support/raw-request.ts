import { Agent, type IncomingMessage, request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  /** As it goes over the wire, which `fetch` would put in order. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Buffer | undefined;
}

export interface RawAnswer {
  readonly status: number;
  /** Of the content, without its parameters. */
  readonly type: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

const patienceMs = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Asks as it is told; of events it takes the head only. Rejects where nothing is answered in 20 seconds. */
export function askRaw(url: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ agent, hostname, port, method, path, headers: { ...headers } }, (response) => {
      const type = response.headers['content-type']?.split(';')[0] ?? '';
      const answer = (text: string): void =>
        resolve({ status: response.statusCode ?? 0, type, headers: response.headers, text });
      if (type === 'text/event-stream') {
        answer('');
        response.destroy();
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => answer(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    asked.setTimeout(patienceMs, () => asked.destroy(new Error(`no answer in ${patienceMs} ms`)));
    asked.on('error', reject);
    asked.end(body);
  });
}
