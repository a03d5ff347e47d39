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
import { deliveredActions, settleSetAside } from '../../storage/timescale/pipeline/settle-set-aside.ts';
import { storeDividends, storeSplits } from '../../storage/timescale/pipeline/store-actions.ts';

/** By symbol and day. */
type ByDay<Action> = Map<TickerSymbol, Map<EpochMicros, Taken<Action>>>;

interface Taken<Action> {
  readonly action: Action;
  /** As it would be set aside, should another member of the file say something else. */
  readonly asTwin: QuarantinedAction;
}

const noSplits: ReadonlyMap<EpochMicros, Taken<SplitRecord>> = new Map();

/** Dividends and splits of a file: few, and known before its bars, which they explain. */
export class FileActions {
  readonly #now: EpochMicros;
  readonly #splits: ByDay<SplitRecord> = new Map();
  readonly #dividends: ByDay<StatedDividend> = new Map();
  readonly #quarantined: QuarantinedAction[] = [];
  #currency: string | null = null;

  constructor(now: EpochMicros) {
    this.#now = now;
  }

  /** Those of one more part. @param originOf what is known of the rows of a symbol */
  async read(part: FilePart, originOf: (symbol: TickerSymbol) => Origin): Promise<void> {
    this.#currency = currencyUnit(part.origin.currency).currency;
    const dividends = await bySymbol(part.dividends());
    const splits = await bySymbol(part.splits());
    for (const name of new Set([...dividends.keys(), ...splits.keys()])) {
      const symbol = inUpperCase(name);
      const origin = isTickerSymbol(symbol) ? originOf(symbol) : part.origin;
      this.#take(symbol, origin, dividends.get(name) ?? [], splits.get(name) ?? []);
    }
  }

  get symbols(): TickerSymbol[] {
    return [...new Set([...this.#splits.keys(), ...this.#dividends.keys()])];
  }

  splitsOf(symbol: TickerSymbol): readonly SplitRecord[] {
    return actionsOf(this.#splits.get(symbol) ?? noSplits).sort((one, other) => one.ts - other.ts);
  }

  async store(client: pg.PoolClient, run: EtlRun, replace: boolean): Promise<void> {
    const from = { source: run.source, currency: this.#currency, replace };
    const splits = [...this.#splits.values()].flatMap(actionsOf);
    const dividends = [...this.#dividends.values()].flatMap(actionsOf);
    await storeSplits(client, splits, from);
    await storeDividends(client, dividends, from);
    await quarantineRows(client, run, this.#quarantined);
    await settleSetAside(client, run, deliveredActions(splits, dividends));
  }

  #take(symbol: string, origin: Origin, dividends: readonly RawAction[], splits: readonly RawAction[]): void {
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
    for (const row of actions.quarantined) this.#quarantined.push(row);
    const rule = 'twin_differs';
    for (const split of actions.splits) {
      const raw = actions.delivered.get(split);
      if (raw) this.#add(this.#splits, split, { raw, rule, origin, action: 'split' }, (one) => one.ratio);
    }
    for (const dividend of actions.dividends) {
      const raw = actions.delivered.get(dividend);
      const asTwin = raw && ({ raw, rule, origin, action: 'dividend' } as const);
      if (asTwin) this.#add(this.#dividends, dividend, asTwin, (one) => one.amount);
    }
  }

  /** What another member has said of that day is set aside, unless it is the same. */
  #add<Action extends SplitRecord | StatedDividend>(
    known: ByDay<Action>,
    action: Action,
    asTwin: QuarantinedAction,
    saidBy: (action: Action) => number,
  ): void {
    const days = known.get(action.symbol) ?? new Map<EpochMicros, Taken<Action>>();
    known.set(action.symbol, days);
    const earlier = days.get(action.ts);
    if (earlier && saidBy(earlier.action) !== saidBy(action)) this.#quarantined.push(earlier.asTwin);
    days.set(action.ts, { action, asTwin });
  }
}

function actionsOf<Action>(days: ReadonlyMap<EpochMicros, Taken<Action>>): Action[] {
  return [...days.values()].map(({ action }) => action);
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
