import type { BarRecord } from '../domain/bar-record.ts';
import { barRules, type QuarantineRule } from '../domain/bar-rule.ts';
import { isIntraday } from '../domain/interval.ts';
import type { BarNote, JudgedBars, QuarantinedRow, SeriesTally } from '../domain/judged-bars.ts';
import type { Origin, RawBar } from '../domain/raw-bar.ts';
import type { SessionCalendar } from '../domain/session-calendar.ts';
import type { RuleContext } from './rules/context.ts';
import { type Identity, identify } from './rules/identity.ts';
import type { ParsedBar } from './rules/parsed-bar.ts';
import { readBar } from './rules/read-bar.ts';
import { SeriesJudge } from './rules/series-judge.ts';
import { currencyUnit } from './transform/currency-unit.ts';
import { asDelivered } from './transform/delivered-scale.ts';
import { type TransformFacts, toRecord } from './transform/to-record.ts';
import { dateAt } from './transform/unsplit.ts';

/** The rows of one symbol and interval, as they are spelt in the source. */
interface Series {
  readonly identity: Identity;
  readonly origin: Origin;
  readonly tally: SeriesTally;
  readonly calendar: SessionCalendar | null;
  readonly judge: SeriesJudge | null;
}

/**
 * Rules and transformation in one: takes rows as a source delivers them, batch by batch, and hands out bars as they
 * are stored. Rows of a batch may come in any order; across batches the times of a series should ascend, for
 * otherwise neighbours are not compared across that seam. Memory grows with the number of series, not of bars.
 */
export class BarJudge {
  readonly #context: RuleContext;
  readonly #series = new Map<string, Map<string, Series>>();
  #bars: BarRecord[] = [];
  #notes: BarNote[] = [];
  #quarantined: QuarantinedRow[] = [];

  constructor(context: RuleContext) {
    this.#context = context;
  }

  /** Judges a batch; some bars of it wait for their neighbours in the next one. */
  add(rows: readonly RawBar[]): JudgedBars {
    const groups = new Map<Series, ParsedBar[]>();
    let last: Series | null = null;
    let group: ParsedBar[] = [];
    for (const raw of rows) {
      const series = this.#seriesOf(raw);
      if (series !== last) {
        last = series;
        group = groups.get(series) ?? [];
        groups.set(series, group);
      }
      const bar = this.#read(raw, series);
      if (bar) group.push(bar);
    }
    for (const [{ judge }, bars] of groups) {
      // A stable sort keeps twins in the order of the source.
      for (const bar of inOrder(bars)) judge?.add(bar);
    }
    return this.#take();
  }

  /** Judges what still waits. */
  finish(): JudgedBars {
    for (const byInterval of this.#series.values()) {
      for (const { judge } of byInterval.values()) judge?.finish();
    }
    return this.#take();
  }

  #read(raw: RawBar, { identity, origin, calendar, tally }: Series): ParsedBar | null {
    tally.fetched += 1;
    const read = identity.ok ? readBar(raw, identity, this.#context.now, calendar) : identity.rule;
    if (typeof read !== 'string') return read;
    this.#setAside(raw, read, origin, tally);
    return null;
  }

  #setAside(raw: RawBar, rule: QuarantineRule, origin: Origin, tally: SeriesTally): void {
    tally.quarantined += 1;
    this.#quarantined.push({ raw, rule, origin, action: null });
  }

  #seriesOf({ symbol, interval }: RawBar): Series {
    let byInterval = this.#series.get(symbol);
    if (!byInterval) {
      byInterval = new Map();
      this.#series.set(symbol, byInterval);
    }
    let series = byInterval.get(interval);
    if (!series) {
      series = this.#newSeries(symbol, interval);
      byInterval.set(interval, series);
    }
    return series;
  }

  #newSeries(symbol: string, interval: string): Series {
    const { asked, undone } = this.#context;
    const identity = identify(symbol, interval, asked);
    const tally: SeriesTally = {
      symbol: identity.ok ? identity.symbol : symbol,
      interval: identity.ok ? identity.interval : interval,
      ...{ fetched: 0, merged: 0, quarantined: 0, flagged: 0, mended: 0 },
    };
    if (!identity.ok) return { identity, origin: this.#context.origin, tally, calendar: null, judge: null };
    const origin = this.#context.originOf?.(identity.symbol) ?? this.#context.origin;
    const calendar = this.#context.calendarOf(identity.symbol);
    const splits = this.#context.splitsOf(identity.symbol);
    const unit = currencyUnit(origin.currency);
    const facts: TransformFacts = { origin, calendar, splits: undone, places: unit.places };
    const stored = this.#context.storedAround(identity.symbol, identity.interval);
    const { interval: length } = identity;
    const scale = { origin, interval: length, calendar, splits, places: unit.places };
    const judge = new SeriesJudge(
      {
        splits: origin.basis === 'raw' ? splits : [],
        dateOf: (ts) => (isIntraday(length) ? dateAt(ts, calendar) : ts),
        minorUnits: unit.minorUnits,
        before: asDelivered(stored.before, scale),
        after: asDelivered(stored.after, scale),
      },
      {
        take: (bar) => this.#takeBar(bar, facts, tally),
        merge: () => {
          tally.merged += 1;
        },
        setAside: (bar, rule) => this.#setAside(bar.raw, rule, origin, tally),
      },
    );
    return { identity, origin, tally, calendar, judge };
  }

  #takeBar(bar: ParsedBar, facts: TransformFacts, tally: SeriesTally): void {
    const record = toRecord(bar, facts);
    if (typeof record === 'string') {
      this.#setAside(bar.raw, record, facts.origin, tally);
      return;
    }
    this.#bars.push(record);
    if (bar.notes === null) return;
    const { symbol, interval, ts } = record;
    const severities = new Set(bar.notes.map((rule) => barRules[rule].severity));
    if (severities.has('flag')) tally.flagged += 1;
    if (severities.has('mend')) tally.mended += 1;
    for (const rule of bar.notes) {
      // What concerns a whole series is in the run's counts; a row for each of its bars would say no more.
      if (!ofWholeSeries.has(rule)) this.#notes.push({ symbol, interval, ts, rule });
    }
  }

  /** What was judged since the last time; the counts are those of the whole delivery so far. */
  #take(): JudgedBars {
    const tallies = [...this.#series.values()].flatMap((byInterval) =>
      [...byInterval.values()].map(({ tally }) => tally),
    );
    const judged = { bars: this.#bars, notes: this.#notes, quarantined: this.#quarantined, tallies };
    this.#bars = [];
    this.#notes = [];
    this.#quarantined = [];
    return judged;
  }
}

const ofWholeSeries: ReadonlySet<string> = new Set(['minor_unit', 'interval_spelling', 'symbol_spelling']);

function inOrder(bars: ParsedBar[]): ParsedBar[] {
  return bars.every((bar, index) => index === 0 || (bars[index - 1]?.ts ?? 0) <= bar.ts)
    ? bars
    : bars.sort((one, other) => one.ts - other.ts);
}
