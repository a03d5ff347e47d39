import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { mostRecentDays } from '../../storage/timescale/wide-chunks.ts';
import type { PriceSpan } from '../span.ts';
import { chunkWidthMs, subtractInterval } from './calendar.ts';
import type { ChunkPlan } from './plan-report.ts';
import { numberColumn, type Watcher } from './watcher.ts';

const dayMs = 86_400_000;

interface RecentDays {
  /** First day that gets a chunk of its own, milliseconds since 1970. */
  readonly from: number;
  /** End of the last one. */
  readonly to: number;
}

/** Counts the chunks that the rows need in a database without any. Chunks are aligned to 1970, as TimescaleDB's are. */
export class ChunkCounter implements Watcher {
  readonly #widths: ReadonlyMap<string, string>;
  readonly #recent: RecentDays | null;
  readonly #chunks = new Map<string, Set<string>>();

  constructor(widths: ReadonlyMap<string, string>, recent: RecentDays | null) {
    this.#widths = widths;
    this.#recent = recent;
  }

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    const width = this.#widths.get(target.name);
    if (width === undefined) return null;
    const widthMs = chunkWidthMs(width);
    const ts = numberColumn(target, 'ts');
    const chunks = new Set<string>();
    this.#chunks.set(target.name, chunks);
    const recent = target.name === 'ts_price_history' ? this.#recent : null;
    return (record) => {
      const chunk = chunkOf(ts(record) / 1_000, widthMs, recent);
      if (chunk !== null) chunks.add(chunk);
    };
  }

  get plan(): ChunkPlan[] {
    return [...this.#widths].map(([table, width]) => {
      const history_chunks = this.#chunks.get(table)?.size ?? 0;
      const { from, to } = (table === 'ts_price_history' && this.#recent) || { from: 0, to: 0 };
      return { table, width, history_chunks, recent_chunks: Math.round((to - from) / dayMs) };
    });
  }
}

/** A wide chunk is cut where the one-day chunks begin and end; null for a time within those. */
function chunkOf(ms: number, widthMs: number, recent: RecentDays | null): string | null {
  const wide = Math.floor(ms / widthMs);
  if (recent === null || ms < recent.from) return `${wide}`;
  return ms < recent.to ? null : `${wide} after`;
}

/**
 * The days for which `makeRecentChunks` will make chunks of their own.
 * @param compressAfter age at which chunks are compressed, as a PostgreSQL interval; null: never
 */
export function recentDays(
  span: PriceSpan | null,
  asOfMs: number,
  compressAfter: string | null,
): RecentDays | null {
  if (span === null) return null;
  const last = Date.parse(`${span.lastDay}T00:00:00Z`);
  const next = last + dayMs;
  const young = compressAfter === null ? next : dayOf(subtractInterval(asOfMs, compressAfter));
  return { from: Math.max(Math.min(next, young), last - mostRecentDays * dayMs), to: next + dayMs };
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}
