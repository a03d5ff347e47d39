import type * as z from 'zod';
import { StockulaError } from '../domain/errors.ts';

/** A place in a list as an opaque text that fits into an address. */
export function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws StockulaError USAGE for a text that is no cursor of this list */
export function placeOf<Place>(cursor: string, schema: z.ZodType<Place>): Place {
  const { data, success } = schema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (success) return data;
  throw new StockulaError('USAGE', {
    expected: 'a cursor as the page before gave it (next)',
    got: JSON.stringify(cursor.slice(0, 40)),
    remedy: 'Begin again without a cursor.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
