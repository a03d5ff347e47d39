import { found, type RouteAnswer, refused } from './answers.ts';
import { chartMeta } from './chart-meta.ts';
import { dateOf, dayMs, dayOf, type StandInMarket, type TradedBar } from './market.ts';
import type { PlannedSplit } from './plan.ts';

/** Length of bars in minutes, how far they reach back and how much one request may span, in days. */
const intraday: Readonly<Record<string, readonly [minutes: number, reach: number, span: number]>> = {
  '1m': [1, 30, 8],
  '2m': [2, 60, 60],
  '5m': [5, 60, 60],
  '15m': [15, 60, 60],
  '30m': [30, 60, 60],
  '90m': [90, 60, 60],
  '60m': [60, 730, 730],
  '1h': [60, 730, 730],
};

/** The day on which the bar begins that a day belongs to. */
const starts: Readonly<Record<string, (day: number) => number>> = {
  '1d': (day) => day,
  '5d': (day) => Math.floor(day / dayMs / 7) * 7 * dayMs,
  '1wk': (day) => (Math.floor((day / dayMs - 4) / 7) * 7 + 4) * dayMs,
  '1mo': (day) => dayOf(`${dateOf(day).slice(0, 7)}-01`),
  '3mo': (day) => {
    const date = new Date(day);
    return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1);
  },
};

interface Row {
  readonly at: number;
  readonly day: number;
  readonly bar: TradedBar;
}

function joined(rows: readonly Row[]): TradedBar {
  return {
    open: rows[0]?.bar.open ?? 0,
    high: Math.max(...rows.map(({ bar }) => bar.high)),
    low: Math.min(...rows.map(({ bar }) => bar.low)),
    close: rows.at(-1)?.bar.close ?? 0,
    volume: rows.reduce((sum, { bar }) => sum + bar.volume, 0),
  };
}

/** Bars in the shares of now, in single precision as Yahoo has them. */
function adjusted(market: StandInMarket, symbol: string, { at, day, bar }: Row): Row {
  const factor = market.splitFactor(symbol, day);
  const price = (value: number) => Math.fround(value / factor);
  const { open, high, low, close, volume } = bar;
  const prices = { open: price(open), high: price(high), low: price(low), close: price(close) };
  return { at, day, bar: { ...prices, volume: volume * factor } };
}

function dailyRows(market: StandInMarket, symbol: string, interval: string, days: readonly number[]): Row[] {
  const live = market.lastTrade(symbol);
  const startOf = starts[interval] ?? ((day: number) => day);
  const groups = new Map<number, Row[]>();
  const running: Row[] = [];
  for (const day of days) {
    const { opens, closes } = market.session(symbol, day);
    const row = adjusted(market, symbol, { at: opens, day, bar: market.soFar(symbol, day) });
    if (closes > market.now) running.push({ ...row, at: live });
    else groups.set(startOf(day), [...(groups.get(startOf(day)) ?? []), row]);
  }
  const rows = [...groups].map(([start, group]) => {
    const at =
      interval === '1d'
        ? (group[0]?.at ?? start)
        : market.session(symbol, start).opens - market.planOf(symbol).opens * 60_000;
    return { at, day: group.at(-1)?.day ?? start, bar: joined(group) };
  });
  return [...rows, ...running];
}

function eventsOf(market: StandInMarket, symbol: string, from: number, to: number) {
  const { splits, dividends } = market.planOf(symbol);
  const seen = ({ date }: { date: string }) => {
    const { opens } = market.session(symbol, dayOf(date));
    return opens >= from && opens < to && opens <= market.now;
  };
  const at = (date: string) => market.session(symbol, dayOf(date)).opens / 1000;
  const paid = dividends.filter(seen).map(({ date, amount }) => {
    return [at(date), { amount: amount / market.splitFactor(symbol, dayOf(date)), date: at(date) }];
  });
  const named = ({ namedAt }: PlannedSplit) => namedAt === undefined || Date.parse(namedAt) <= market.now;
  const split = splits
    .filter((one) => seen(one) && named(one))
    .map(({ date, ratio }) => {
      return [at(date), { date: at(date), numerator: ratio, denominator: 1, splitRatio: `${ratio}:1` }];
    });
  const events = {
    ...(paid.length > 0 && { dividends: Object.fromEntries(paid) }),
    ...(split.length > 0 && { splits: Object.fromEntries(split) }),
  };
  return paid.length + split.length > 0 ? { events } : {};
}

function columns(market: StandInMarket, symbol: string, rows: readonly Row[], withAdjClose: boolean) {
  const nullDays = new Set(market.planOf(symbol).nullDays.map(dayOf));
  const column = (value: (row: Row) => number) =>
    rows.map((row) => (nullDays.has(row.day) ? null : value(row)));
  const quote = {
    open: column(({ bar }) => bar.open),
    high: column(({ bar }) => bar.high),
    low: column(({ bar }) => bar.low),
    close: column(({ bar }) => bar.close),
    volume: column(({ bar }) => bar.volume),
  };
  const adjclose = column(({ day, bar }) => bar.close * market.dividendFactor(symbol, day));
  return { quote: [quote], ...(withAdjClose && { adjclose: [{ adjclose }] }) };
}

/** `/v8/finance/chart/SYMBOL`, with Yahoo's limits and errors. */
export function chartRoute(market: StandInMarket, symbol: string, query: URLSearchParams): RouteAnswer {
  const interval = query.get('interval') ?? '1d';
  const from = Number(query.get('period1')) * 1000;
  const to = Number(query.get('period2')) * 1000;
  const limit = intraday[interval];
  const range = `startTime=${from / 1000} and endTime=${to / 1000}`;
  if (limit !== undefined) {
    const [, reach, span] = limit;
    const text = `${interval} data not available for ${range}. The requested range must be within the last ${reach} days.`;
    const tooFar = from < market.now - reach * dayMs || to - from > span * dayMs;
    if (tooFar) return refused('chart', 422, 'Unprocessable Entity', text);
  }
  const days = market.tradingDays(symbol, Math.floor(from / dayMs - 1) * dayMs, to);
  const all =
    limit === undefined
      ? dailyRows(market, symbol, interval, days)
      : days.flatMap((day) =>
          market
            .intraday(symbol, day, limit[0])
            .map((bar) => adjusted(market, symbol, { at: bar.at, day, bar })),
        );
  // The end is included, as in the answers recorded from Yahoo.
  const rows = all.filter(({ at }) => at >= from && at <= to);
  if (rows.length === 0) {
    const text = `Data doesn't exist for startDate = ${from / 1000}, endDate = ${to / 1000}`;
    return refused('chart', 400, 'Bad Request', text);
  }
  const result = {
    meta: chartMeta(market, symbol, interval),
    timestamp: rows.map(({ at }) => Math.floor(at / 1000)),
    ...(limit === undefined && eventsOf(market, symbol, from, to)),
    indicators: columns(market, symbol, rows, limit === undefined),
  };
  return found('chart', [result]);
}
