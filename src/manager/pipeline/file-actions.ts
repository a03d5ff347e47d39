import type pg from 'pg';
import type { QuarantinedAction } from '../../domain/judged-bars.ts';
import { type EpochMicros, inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { Origin, RawAction } from '../../domain/raw-bar.ts';
import type { SplitRecord, StatedDividend } from '../../domain/records.ts';
import { readActions } from '../../etl/transform/actions.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import type { FilePart } from '../../sources/files/part.ts';
import { quarantineRows } from '../../storage/timescale/pipeline/bar-notes.ts';
import type { EtlRun } from '../../storage/timescale/pipeline/etl-run.ts';
import { storeDividends, storeSplits } from '../../storage/timescale/pipeline/store-actions.ts';

/** Dividends and splits of a file: few, and known before its bars, which they explain. */
export class FileActions {
  readonly #now: EpochMicros;
  readonly #splits = new Map<TickerSymbol, SplitRecord[]>();
  readonly #dividends = new Map<TickerSymbol, StatedDividend[]>();
  readonly #quarantined: QuarantinedAction[] = [];
  #currency: string | null = null;

  constructor(now: EpochMicros) {
    this.#now = now;
  }

  /** Those of one more part. */
  async read(part: FilePart): Promise<void> {
    this.#currency = currencyUnit(part.origin.currency).currency;
    const dividends = await bySymbol(part.dividends());
    const splits = await bySymbol(part.splits());
    for (const name of new Set([...dividends.keys(), ...splits.keys()]))
      this.#take(name, part.origin, dividends.get(name) ?? [], splits.get(name) ?? []);
  }

  get symbols(): TickerSymbol[] {
    return [...new Set([...this.#splits.keys(), ...this.#dividends.keys()])];
  }

  splitsOf(symbol: TickerSymbol): readonly SplitRecord[] {
    return this.#splits.get(symbol) ?? [];
  }

  async store(client: pg.PoolClient, run: EtlRun, replace: boolean): Promise<void> {
    const from = { source: run.source, currency: this.#currency, replace };
    await storeSplits(client, [...this.#splits.values()].flat(), from);
    await storeDividends(client, [...this.#dividends.values()].flat(), from);
    await quarantineRows(client, run, this.#quarantined);
  }

  #take(name: string, origin: Origin, dividends: readonly RawAction[], splits: readonly RawAction[]): void {
    const symbol = inUpperCase(name);
    if (!isTickerSymbol(symbol)) {
      const rule = 'symbol_unusable';
      for (const raw of dividends) this.#quarantined.push({ raw, rule, origin, action: 'dividend' });
      for (const raw of splits) this.#quarantined.push({ raw, rule, origin, action: 'split' });
      return;
    }
    const actions = readActions(
      { origin, allSplits: false, calendar: null, dividends, splits },
      symbol,
      this.#now,
    );
    this.#quarantined.push(...actions.quarantined);
    if (actions.splits.length > 0)
      this.#splits.set(symbol, [...(this.#splits.get(symbol) ?? []), ...actions.splits]);
    if (actions.dividends.length > 0)
      this.#dividends.set(symbol, [...(this.#dividends.get(symbol) ?? []), ...actions.dividends]);
  }
}

async function bySymbol(batches: AsyncIterable<readonly RawAction[]>): Promise<Map<string, RawAction[]>> {
  const found = new Map<string, RawAction[]>();
  for await (const batch of batches) {
    for (const action of batch) {
      const some = found.get(action.symbol) ?? [];
      some.push(action);
      found.set(action.symbol, some);
    }
  }
  return found;
}
