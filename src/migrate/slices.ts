import { setImmediate } from 'node:timers/promises';

/** Some milliseconds of deciding. */
const sliceLength = 1_000;

/**
 * A long synchronous iteration in slices, with a turn of the event loop after each: in between, data goes out to the
 * database, heartbeats are sent, and Ctrl-C is heard.
 */
export async function* slices<T>(items: Iterable<T>): AsyncGenerator<readonly T[]> {
  let slice: T[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < sliceLength) continue;
    yield slice;
    await setImmediate();
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
