import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { StockulaError } from '../domain/errors.ts';
import type { Api } from './api.ts';

/** No name and no text of ours has the character NUL, and the database can keep none; whatever route it is. */
export function addRefusalOfNul(api: Api): void {
  api.addHook('preValidation', async ({ params, query, body }: FastifyRequest) => {
    for (const [place, given] of Object.entries({ params, query, body })) {
      if (!hasNul(given)) continue;
      throw new StockulaError('USAGE', {
        expected: 'texts without the character NUL (U+0000)',
        got: `one with it, in ${place}`,
        remedy: 'Leave it out.',
      });
    }
  });
}

/** Level by level, as JSON may be deeper than the stack. */
function hasNul(given: unknown): boolean {
  const waiting: unknown[] = [given];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && value.includes('\0')) return true;
    for (const part of partsOf(value)) waiting.push(part);
  }
  return false;
}

/** Of what JSON is made of; a file that is sent is a stream, and read where it is expected. */
function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || value instanceof Readable)
    return [];
  return Object.entries(value).flat();
}
