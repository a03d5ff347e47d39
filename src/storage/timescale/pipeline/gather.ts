import { setImmediate as turn } from 'node:timers/promises';
import type { BarRecord } from '../../../domain/bar-record.ts';
import type { BarNote, JudgedBars, QuarantinedRow } from '../../../domain/judged-bars.ts';

/** Bars that are written at once: fewer take more statements, more take memory and are not quicker. */
const barsAtOnce = 20_000;

/**
 * Gathers judged bars into batches that are worth a statement. Between the small ones it lets go of the thread, so
 * that the batch before can be sent meanwhile: the database then works while the next bars are read and judged.
 */
export async function* gather(
  batches: AsyncIterable<JudgedBars> | Iterable<JudgedBars>,
): AsyncGenerator<JudgedBars> {
  let bars: BarRecord[] = [];
  let notes: BarNote[] = [];
  let quarantined: QuarantinedRow[] = [];
  let tallies: JudgedBars['tallies'] = [];
  for await (const batch of batches) {
    for (const bar of batch.bars) bars.push(bar);
    for (const note of batch.notes) notes.push(note);
    for (const bar of batch.quarantined) quarantined.push(bar);
    tallies = batch.tallies;
    if (bars.length + notes.length + quarantined.length >= barsAtOnce) {
      yield { bars, notes, quarantined, tallies };
      [bars, notes, quarantined] = [[], [], []];
    }
    await turn();
  }
  yield { bars, notes, quarantined, tallies };
}
