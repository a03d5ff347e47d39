import { findDateOrder, refuseOtherOrder } from './date-order.ts';
import type { Layout } from './layout.ts';
import { findNumberFormat, type Specimen } from './number-format.ts';
import type { NumberFormat } from './numbers.ts';
import type { ColumnRole, DateOrder, FileOptions } from './options.ts';
import { orderedPair } from './wall-time.ts';

/** A row of a sample as text. */
export interface SampleRow {
  readonly line: number;
  readonly texts: readonly string[];
}

/** How a file writes numbers and dates. */
export interface Notations {
  readonly format: NumberFormat;
  readonly order: DateOrder;
}

const numbers: readonly ColumnRole[] = ['open', 'high', 'low', 'close', 'adjClose', 'volume', 'dividend'];
const times: readonly ColumnRole[] = ['ts'];

/**
 * @param sample its first rows; those of `datesAreLocal` must be as many as can be had
 * @throws StockulaError SOURCE_UNUSABLE where numbers or dates can be read in more than one way
 */
export function findNotations(
  layout: Layout,
  sample: readonly SampleRow[],
  place: string,
  options: FileOptions,
): Notations {
  const dates = [...specimens(sample, layout, times)];
  const order = options.dateFormat ?? layout.export.dateOrder ?? findDateOrder(dates, place);
  refuseOtherOrder(dates, order, place);
  return { format: findNumberFormat(specimens(sample, layout, numbers), place, options.decimal), order };
}

/** Whether day or month come first in dates: then one row may not tell in which order, but another can. */
export function datesAreLocal(layout: Layout, [first]: readonly SampleRow[]): boolean {
  if (!first) return false;
  return [...specimens([first], layout, times)].some(({ text }) => orderedPair(text) !== null);
}

function* specimens(
  rows: Iterable<SampleRow>,
  layout: Layout,
  roles: readonly ColumnRole[],
): Generator<Specimen> {
  const indexes = layout.series.flatMap(({ columns }) => roles.map((role) => columns[role] ?? -1));
  const used = [...new Set(indexes)].filter((index) => index >= 0);
  for (const { line, texts } of rows) {
    for (const index of used) yield { text: texts[index] ?? '', line };
  }
}
