import { hashed } from '../random.ts';
import { defaultPlan, type StandInOptions, type SymbolPlan } from './plan.ts';

const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** A bar with the prices and the volume of its time, not adjusted. */
export interface TradedBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const cents = (price: number) => Math.round(price * 100) / 100;
export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`);
export const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10);

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetOf(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}

/** An invented market: what each symbol traded at follows from the seed alone, whenever and however it is asked. */
export class StandInMarket {
  readonly options: StandInOptions;
  readonly now: number;
  readonly #closed: ReadonlySet<number>;
  /** Moments by zone and local time: to find one out is slow. */
  readonly #moments = new Map<string, number>();
  /** What each dividend leaves of the closes before it, by symbol. */
  readonly #dividends = new Map<string, { readonly day: number; readonly factor: number }[]>();

  constructor(options: StandInOptions) {
    this.options = options;
    this.now = Date.parse(options.now ?? '2026-03-02T17:00:30Z');
    this.#closed = new Set(options.closedDays?.map(dayOf));
  }

  planOf(symbol: string): Required<Omit<SymbolPlan, 'fault'>> & Pick<SymbolPlan, 'fault'> {
    return { ...defaultPlan, ...this.options.symbols?.[symbol] };
  }

  /** When the session of a day opens and closes. */
  session(symbol: string, day: number): { readonly opens: number; readonly closes: number } {
    const { timeZone, opens, closes } = this.planOf(symbol);
    const at = (minutes: number) => {
      const local = day + minutes * minuteMs;
      const key = `${timeZone} ${local}`;
      const moment = this.#moments.get(key) ?? local - offsetOf(timeZone, local);
      this.#moments.set(key, moment);
      return moment;
    };
    return { opens: at(opens), closes: at(closes) };
  }

  /** The days from one to another, both included, whose session has begun by now. */
  tradingDays(symbol: string, from: number, to: number): number[] {
    const listed = dayOf(this.planOf(symbol).listed);
    const days: number[] = [];
    const first = Math.floor(Math.max(from, listed) / dayMs) * dayMs;
    for (let day = first; day <= Math.min(to, this.now + dayMs); day += dayMs) {
      const weekday = new Date(day).getUTCDay();
      const open = weekday !== 0 && weekday !== 6 && !this.#closed.has(day);
      if (open && this.session(symbol, day).opens <= this.now) days.push(day);
    }
    return days;
  }

  /** The bar of a whole day, as it was traded. */
  traded(symbol: string, day: number): TradedBar {
    const seed = this.options.seed ?? 1;
    const chance = (...parts: (string | number)[]) => hashed(seed, symbol, ...parts);
    const n = day / dayMs;
    const wave = 0.3 * Math.sin(n / 250 + 6 * chance('a')) + 0.1 * Math.sin(n / 40 + 6 * chance('b'));
    const level =
      (20 + 180 * chance('level')) * Math.exp(wave) * this.#splitsAfter(symbol, day, Number.MAX_VALUE);
    const close = cents(level * (0.99 + 0.02 * chance('close', n)));
    const open = cents(level * (0.99 + 0.02 * chance('open', n)));
    const high = cents(Math.max(open, close) * (1 + 0.01 * chance('high', n)));
    const low = cents(Math.min(open, close) * (1 - 0.01 * chance('low', n)));
    return { open, high, low, close, volume: 100_000 + Math.floor(9_900_000 * chance('volume', n)) };
  }

  /** The price at each minute of a day, from the opening to the close, within the day's bar. */
  #pathOf(symbol: string, day: number): { readonly prices: number[]; readonly bar: TradedBar } {
    const bar = this.traded(symbol, day);
    const { opens, closes } = this.planOf(symbol);
    const minutes = closes - opens;
    const prices = Array.from({ length: minutes + 1 }, (_, minute) => {
      if (minute === 0) return bar.open;
      if (minute === minutes) return bar.close;
      return cents(bar.low + (bar.high - bar.low) * hashed(symbol, day, minute));
    });
    return { prices, bar };
  }

  /** The bars of a day with a length in minutes, as far as they have begun; `at` is when each begins. */
  intraday(symbol: string, day: number, length: number): (TradedBar & { readonly at: number })[] {
    const { prices, bar } = this.#pathOf(symbol, day);
    const { opens } = this.session(symbol, day);
    const elapsed = Math.min(prices.length - 1, Math.max(1, Math.floor((this.now - opens) / minuteMs)));
    const bars: (TradedBar & { at: number })[] = [];
    for (let minute = 0; minute < elapsed; minute += length) {
      const end = Math.min(minute + length, elapsed);
      const span = prices.slice(minute, end + 1);
      const volume = Math.floor((bar.volume * (end - minute)) / (prices.length - 1));
      bars.push({
        at: opens + minute * minuteMs,
        open: span[0] ?? bar.open,
        high: Math.max(...span),
        low: Math.min(...span),
        close: span.at(-1) ?? bar.close,
        volume,
      });
    }
    return bars;
  }

  /** The bar of a day, as far as it has come. */
  soFar(symbol: string, day: number): TradedBar {
    if (this.session(symbol, day).closes <= this.now) return this.traded(symbol, day);
    const bars = this.intraday(symbol, day, 1);
    return {
      open: bars[0]?.open ?? 0,
      high: Math.max(...bars.map(({ high }) => high)),
      low: Math.min(...bars.map(({ low }) => low)),
      close: bars.at(-1)?.close ?? 0,
      volume: bars.reduce((sum, { volume }) => sum + volume, 0),
    };
  }

  /** New shares, as of now, for one share of a day. */
  splitFactor(symbol: string, day: number): number {
    return this.#splitsAfter(symbol, day, this.now);
  }

  #splitsAfter(symbol: string, day: number, until: number): number {
    // It shows with the opening of its ex-date, as the split itself does.
    const after = this.planOf(symbol).splits.filter(({ date, adjustedAt }) => {
      const from =
        adjustedAt === undefined ? this.session(symbol, dayOf(date)).opens : Date.parse(adjustedAt);
      return dayOf(date) > day && from <= until;
    });
    return after.reduce((factor, { ratio }) => factor * ratio, 1);
  }

  /** What the dividends since then leave of a close of a day, as Yahoo's adjusted close has it. */
  dividendFactor(symbol: string, day: number): number {
    const known =
      this.#dividends.get(symbol) ?? this.planOf(symbol).dividends.map((paid) => this.#left(symbol, paid));
    this.#dividends.set(symbol, known);
    const seen = (each: number) => this.session(symbol, each).opens <= this.now;
    const after = known.filter((each) => each.day > day && seen(each.day));
    return after.reduce((product, { factor }) => product * factor, 1);
  }

  #left(symbol: string, { date, amount }: { date: string; amount: number }) {
    const day = dayOf(date);
    const before = this.tradingDays(symbol, day - 7 * dayMs, day - dayMs).at(-1);
    return { day, factor: before === undefined ? 1 : 1 - amount / this.traded(symbol, before).close };
  }

  /** When the symbol traded last. */
  lastTrade(symbol: string): number {
    const last = this.tradingDays(symbol, this.now - 10 * dayMs, this.now + dayMs).at(-1) ?? this.now;
    return Math.floor(Math.min(this.session(symbol, last).closes, this.now) / 1000) * 1000;
  }
}
