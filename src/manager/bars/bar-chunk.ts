import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { BarColumns } from '../../domain/resample.ts';
import { barColumnNames } from '../../domain/resample.ts';

/** Bars in the order asked for, and what their prices are adjusted for. */
export interface BarChunk {
  readonly columns: BarColumns;
  readonly bases: readonly AdjustmentBasis[];
}

/** So many bars, and the time of the one after them; null where they are the last. */
export interface BarPage extends BarChunk {
  readonly next: number | null;
}

export function mapColumns(
  columns: BarColumns,
  change: (values: Float64Array, name: (typeof barColumnNames)[number]) => Float64Array,
): BarColumns {
  return Object.fromEntries(barColumnNames.map((name) => [name, change(columns[name], name)])) as BarColumns;
}

/** The first so many bars of parts, without asking for more parts than that takes. */
export async function firstPage(chunks: AsyncIterable<BarChunk>, limit: number): Promise<BarPage> {
  const parts: BarChunk[] = [];
  let bars = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bars += chunk.columns.ts.length;
    if (bars > limit) break;
  }
  const joined = Object.fromEntries(
    barColumnNames.map((name) => [name, joinArrays(parts.map(({ columns }) => columns[name]))]),
  ) as unknown as BarColumns;
  return {
    columns: mapColumns(joined, (values) => values.subarray(0, limit)),
    bases: [...new Set(parts.flatMap(({ bases }) => bases))],
    next: joined.ts[limit] ?? null,
  };
}

function joinArrays(parts: readonly Float64Array[]): Float64Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const joined = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
