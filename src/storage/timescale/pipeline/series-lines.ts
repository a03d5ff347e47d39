import type { JudgedBars } from '../../../domain/judged-bars.ts';
import type { MergeOutcome } from './bar-merge.ts';
import { storable } from './bar-notes.ts';
import { noCounts, type RunNote, type SeriesCounts } from './etl-run.ts';

type Series = { readonly symbol: string; readonly interval: string };

/** What became of the bars of each series, and the lines of the run that say so. */
export class SeriesLines {
  readonly #counts = new Map<string, SeriesCounts>();
  #tallies: JudgedBars['tallies'] = [];

  /** Counts of what became of the delivered rows before storage saw them: those of the whole delivery so far. */
  take(tallies: JudgedBars['tallies']): void {
    this.#tallies = tallies;
  }

  count({ symbol, interval }: Series, outcome: MergeOutcome, bars: number): void {
    this.#countsOf(symbol, interval)[outcome] += bars;
  }

  countWritten(bars: readonly Series[]): void {
    let last: Series | null = null;
    let counts = noCounts();
    for (const bar of bars) {
      if (last?.symbol !== bar.symbol || last.interval !== bar.interval)
        counts = this.#countsOf(bar.symbol, bar.interval);
      last = bar;
      counts.written += 1;
    }
  }

  changesAnything(): boolean {
    return [...this.#counts.values()].some(({ written, corrected }) => written + corrected > 0);
  }

  /** One line for each symbol and interval, however they were spelt. */
  lines(): RunNote[] {
    const lines = new Map<string, RunNote>();
    for (const tally of this.#tallies) {
      const [symbol, interval] = [storable(tally.symbol), storable(tally.interval)];
      const key = `${symbol} ${interval}`;
      const counts = lines.get(key)?.counts ?? { ...(this.#counts.get(key) ?? noCounts()) };
      counts.fetched += tally.fetched;
      counts.merged += tally.merged;
      counts.quarantined += tally.quarantined;
      counts.flagged += tally.flagged;
      counts.mended += tally.mended;
      const nothing = counts.fetched > 0 && counts.quarantined === counts.fetched;
      const reason = nothing ? 'all bars were quarantined' : null;
      lines.set(key, { symbol, interval, outcome: nothing ? 'failed' : 'success', reason, counts });
    }
    return [...lines.values()];
  }

  #countsOf(symbol: string, interval: string): SeriesCounts {
    const key = `${symbol} ${interval}`;
    let counts = this.#counts.get(key);
    if (!counts) {
      counts = noCounts();
      this.#counts.set(key, counts);
    }
    return counts;
  }
}
