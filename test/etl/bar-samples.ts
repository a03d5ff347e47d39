import type { BarRecord } from '../../src/domain/bar-record.ts';
import type { BarRule } from '../../src/domain/bar-rule.ts';
import type { BarNote, JudgedBars, QuarantinedRow, SeriesTally } from '../../src/domain/judged-bars.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import type { Origin, RawBar } from '../../src/domain/raw-bar.ts';
import type { SessionCalendar } from '../../src/domain/session-calendar.ts';
import { BarJudge } from '../../src/etl/bar-judge.ts';
import type { RuleContext } from '../../src/etl/rules/context.ts';

const dayMs = 86_400_000;

export function micros(text: string): EpochMicros {
  return (Date.parse(text) * 1000) as EpochMicros;
}

/** Open on weekdays from 08:00 to 16:30 UTC. */
export const weekdayCalendar: SessionCalendar = {
  dayOf: (at) => (Math.floor(at / dayMs) * dayMs) as EpochMs,
  sessionOn: (day) => {
    const isWeekday = new Date(day).getUTCDay() % 6 !== 0;
    return isWeekday
      ? { open: (day + 8 * 3_600_000) as EpochMs, close: (day + 16.5 * 3_600_000) as EpochMs }
      : null;
  },
};

export const origin: Origin = {
  source: 'sample',
  place: 'sample.csv',
  basis: 'raw',
  currency: 'GBP',
  exchange: null,
  timeZone: null,
  decimals: null,
  fetchedAt: micros('2024-06-01'),
};

export const context: RuleContext = {
  origin,
  now: micros('2024-12-31'),
  asked: 'VOD.L' as TickerSymbol,
  calendarOf: () => weekdayCalendar,
  splitsOf: () => [],
  undone: [],
  storedAround: () => ({ before: [], after: [] }),
};

export function bar(ts: RawBar['ts'], more: Partial<RawBar> = {}): RawBar {
  const prices = { open: 100, high: 102, low: 99, close: 101 };
  return {
    position: 1,
    symbol: 'VOD.L',
    interval: '1d',
    ts,
    ...prices,
    adjClose: null,
    volume: 1000,
    ...more,
  };
}

/** Weekdays from a day on. */
export function weekdays(first: string, count: number): EpochMicros[] {
  const days: EpochMicros[] = [];
  for (let ms = Date.parse(first); days.length < count; ms += dayMs) {
    if (new Date(ms).getUTCDay() % 6 !== 0) days.push((ms * 1000) as EpochMicros);
  }
  return days;
}

/** Daily bars with these closes, on weekdays from 2024-05-06 on. */
export function barsClosing(closes: readonly number[], more: Partial<RawBar> = {}): RawBar[] {
  return weekdays('2024-05-06', closes.length).map((ts, index) => {
    const close = closes[index] ?? 1;
    const prices = { open: close, high: close * 1.01, low: close * 0.99, close };
    return bar(ts, { position: index + 1, ...prices, ...more });
  });
}

/** All that became of some rows. */
export interface Judged {
  readonly bars: BarRecord[];
  readonly notes: BarNote[];
  readonly quarantined: QuarantinedRow[];
  readonly tallies: readonly SeriesTally[];
}

/** Judges rows in batches of a size. */
export function judge(rows: readonly RawBar[], more: Partial<RuleContext> = {}, size = 1000): Judged {
  const judging = new BarJudge({ ...context, ...more });
  const parts: JudgedBars[] = [];
  for (let start = 0; start < rows.length; start += size)
    parts.push(judging.add(rows.slice(start, start + size)));
  const last = judging.finish();
  parts.push(last);
  return {
    bars: parts.flatMap(({ bars }) => bars),
    notes: parts.flatMap(({ notes }) => notes),
    quarantined: parts.flatMap(({ quarantined }) => quarantined),
    tallies: last.tallies,
  };
}

/** Every rule that a row met and that was noted down, once. */
export function rulesMet({ notes, quarantined }: Judged): BarRule[] {
  return [...new Set([...notes, ...quarantined].map(({ rule }) => rule))];
}
