// A bare Fastify route that sends the bytes of a file under the headers of argv[3]: what Node and Fastify take by themselves.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';

const bytes = readFileSync(process.argv[2] ?? '');
const headers = JSON.parse(process.argv[3] ?? '{}') as Record<string, string>;
const server = Fastify();
server.get('/api/v1/bars/:symbol', (_, reply) => reply.headers(headers).send(bytes));
process.stdout.write(`${JSON.stringify({ url: await server.listen({ host: '127.0.0.1', port: 0 }) })}\n`);
