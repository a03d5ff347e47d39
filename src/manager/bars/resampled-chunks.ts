import type { Buckets } from '../../domain/buckets.ts';
import type { StoredBars, TimeRange } from '../../domain/market-store.ts';
import { type Bucket, bucketBars, extend } from '../../domain/resample.ts';
import type { BarChunk } from './bar-chunk.ts';

interface Asked extends TimeRange {
  readonly order: 'asc' | 'desc';
  readonly buckets: Buckets;
  /** As `bucketBars` takes it. */
  readonly sharesAt?: ((ts: number) => number) | undefined;
}

interface BucketChunk extends Pick<BarChunk, 'bases'> {
  readonly made: Bucket[];
}

/** Longer bars of parts of shorter ones: one that spans parts is held back until the last of them has come. */
export async function* resampledChunks(
  chunks: AsyncIterable<StoredBars>,
  { order, buckets, sharesAt, from, to }: Asked,
): AsyncGenerator<BucketChunk> {
  let carried: Bucket | null = null;
  const isAsked = ({ start }: Bucket): boolean =>
    (from === undefined || start >= from) && (to === undefined || start <= to);
  let bases: BucketChunk['bases'] = [];
  for await (const chunk of chunks) {
    bases = chunk.bases;
    const made = bucketBars(chunk.series, buckets, sharesAt);
    if (made.length === 0) continue;
    if (carried !== null) join(made, carried, order);
    carried = (order === 'asc' ? made.pop() : made.shift()) ?? null;
    const asked = made.filter(isAsked);
    if (asked.length > 0) yield { made: order === 'asc' ? asked : asked.reverse(), bases };
  }
  if (carried !== null && isAsked(carried)) yield { made: [carried], bases };
}

/** Puts in its place what was held back of the part before. */
function join(made: Bucket[], carried: Bucket, order: 'asc' | 'desc'): void {
  const [first, last] = [made[0] as Bucket, made.at(-1) as Bucket];
  if (order === 'asc') {
    if (first.start !== carried.start) made.unshift(carried);
    else {
      extend(carried, first);
      made[0] = carried;
    }
  } else if (last.start === carried.start) extend(last, carried);
  else made.push(carried);
}
