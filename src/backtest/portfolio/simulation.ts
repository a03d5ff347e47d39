import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import { Account, type Moment } from './account.ts';
import { checkedWeights } from './checked-weights.ts';
import type { Rebalance } from './result.ts';
import { Schedule } from './schedule.ts';
import type { PortfolioSettings, Weigh } from './settings.ts';
import { targetQuantities } from './targets.ts';
import { isCommon, latestPrices, type Timeline } from './timeline.ts';

/**
 * Takes a portfolio through time. At each bar: orders of the bar before are filled at the open, then stop losses
 * within the bar, then equity is noted at the close, then the weights are decided on, from bars up to this close.
 * Nothing is decided on the last bar.
 */
export class Simulation {
  readonly #series: readonly BarSeries[];
  readonly #timeline: Timeline;
  readonly #weigh: Weigh;
  readonly #settings: PortfolioSettings;
  readonly #schedule: Schedule;
  readonly #stopped = new Set<number>();
  #targets: Float64Array | null = null;
  /** Decided on, but not filled yet. */
  #waiting: Float64Array | null = null;
  readonly account: Account;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly weights: readonly Float64Array[];
  readonly rebalances: Rebalance[] = [];
  stops = 0;
  /** Times at which no weights could be told. */
  undecided = 0;

  constructor(series: readonly BarSeries[], timeline: Timeline, weigh: Weigh, settings: PortfolioSettings) {
    const length = timeline.ts.length;
    this.#series = series;
    this.#timeline = timeline;
    this.#weigh = weigh;
    this.#settings = settings;
    this.#schedule = new Schedule(settings.rebalancing);
    this.account = new Account(
      settings,
      series.map(({ symbol }) => symbol),
    );
    this.equity = new Float64Array(length);
    this.cash = new Float64Array(length);
    this.weights = series.map(() => new Float64Array(length));
  }

  run(): this {
    const last = this.#timeline.ts.length - 1;
    for (let at = 0; at <= last; at++) {
      if (this.#waiting !== null && isCommon(this.#timeline, at)) this.#rebalance(at, 'open');
      this.#sellAtStops(at);
      this.#note(at);
      if (at < last && isCommon(this.#timeline, at)) this.#decide(at);
    }
    return this;
  }

  #note(at: number): void {
    const prices = latestPrices(this.#timeline, this.#series, 'close', at);
    const equity = this.account.equity(prices);
    this.equity[at] = equity;
    this.cash[at] = this.account.cash;
    for (const [index, weights] of this.weights.entries()) {
      weights[at] = (priceAt(this.account.quantities, index) * priceAt(prices, index)) / equity;
    }
  }

  #decide(at: number): void {
    const time = priceAt(this.#timeline.ts, at);
    if (!this.#schedule.isDue(time, this.#drift(at))) return;
    const asked = this.#weigh(this.#history(at));
    if (asked === null) this.undecided++;
    // Asked again at the next bar only as long as nothing has been bought.
    if (asked !== null || this.#targets !== null) this.#schedule.settle(time);
    if (asked === null) return;
    const weights = checkedWeights(asked, this.#series);
    this.#targets = weights;
    this.#waiting = weights;
    if (this.#settings.fill === 'close') this.#rebalance(at, 'close');
  }

  /**
   * How far the furthest weight is from its target. One that was stopped out is expected to be away from it, and one
   * that lacks less than a unit of a share cannot come closer.
   */
  #drift(at: number): number {
    const prices = latestPrices(this.#timeline, this.#series, 'close', at);
    return this.weights.reduce((most, weights, index) => {
      const drift = Math.abs(priceAt(weights, at) - (this.#targets?.[index] ?? 0));
      const isTradable = drift * priceAt(this.equity, at) >= priceAt(prices, index) * this.#settings.unit;
      return this.#stopped.has(index) || !isTradable ? most : Math.max(most, drift);
    }, 0);
  }

  #history(at: number): readonly BarSeries[] {
    return this.#series.map((bars, index) => {
      const end = (this.#timeline.latest[index]?.[at] ?? -1) + 1;
      const part = (column: Float64Array) => column.subarray(0, end);
      const { ts, open, high, low, close, volume } = bars;
      return {
        ...bars,
        ts: part(ts),
        open: part(open),
        high: part(high),
        low: part(low),
        close: part(close),
        volume: part(volume),
      };
    });
  }

  #rebalance(at: number, column: 'open' | 'close'): void {
    const weights = this.#waiting;
    this.#waiting = null;
    if (weights === null) return;
    const prices = latestPrices(this.#timeline, this.#series, column, at);
    const { account } = this;
    const equity = account.equity(prices);
    const before = account.commissions + account.slippage;
    const wanted = targetQuantities(account, weights, prices, this.#settings);
    if (wanted === null) return;
    const sizes = wanted.map((quantity, index) => quantity - priceAt(account.quantities, index));
    const moment: Moment = { bar: at, time: priceAt(this.#timeline.ts, at) };
    let traded = 0;
    // What is sold pays for what is bought.
    for (const side of [-1, 1]) {
      for (const [index, size] of sizes.entries()) {
        if (Math.sign(size) !== side) continue;
        traded += Math.abs(size) * priceAt(prices, index);
        account.trade(index, size, priceAt(prices, index), moment);
      }
    }
    this.#stopped.clear();
    this.rebalances.push({
      ts: moment.time,
      weights: [...weights],
      turnoverPercent: (traded / 2 / equity) * 100,
      costs: account.commissions + account.slippage - before,
    });
  }

  /** At the stop, or at the open where that is already below it; not where the fee could not be paid. */
  #sellAtStops(at: number): void {
    const { stopLossPercent } = this.#settings;
    if (stopLossPercent === null) return;
    for (const [index, bars] of this.#series.entries()) {
      const bar = this.#timeline.bars[index]?.[at] ?? -1;
      const held = priceAt(this.account.quantities, index);
      if (bar < 0 || held <= 0) continue;
      const stop = this.account.entryPrice(index) * (1 - stopLossPercent / 100);
      if (priceAt(bars.low, bar) > stop) continue;
      const price = Math.min(priceAt(bars.open, bar), stop);
      if (this.account.cashWithout(index, price) < 0) continue;
      this.account.trade(index, -held, price, { bar: at, time: priceAt(bars.ts, bar) });
      this.#stopped.add(index);
      this.stops++;
    }
  }
}
