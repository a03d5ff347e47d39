import type * as z from 'zod';
import { chartRanges, type yahooChart } from '../../contract/yahoo-chart.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { dayAt } from '../../domain/day.ts';
import { isIntraday } from '../../domain/interval.ts';
import { chartTime } from '../../manager/reference/chart-times.ts';
import type { ChartAnswer } from '../../manager/reference/yahoo-chart.ts';

export interface Shown {
  readonly interval: string;
  readonly range: string | undefined;
  readonly events: string | undefined;
  readonly withAdjusted: boolean;
}

/** The answer of Yahoo's chart route. */
export function yahooJson(answer: ChartAnswer, shown: Shown): z.output<typeof yahooChart> {
  const { timestamps, page, adjustedCloses } = answer;
  const isEmpty = timestamps.length === 0;
  const { open, high, low, close, volume } = page.columns;
  const quote = {
    open: listOf(open),
    high: listOf(high),
    low: listOf(low),
    close: listOf(close),
    volume: listOf(volume),
  };
  const events = eventsOf(answer, shown.events ?? '');
  return {
    chart: {
      result: [
        {
          meta: metaOf(answer, shown),
          ...(!isEmpty && { timestamp: [...timestamps] }),
          ...(Object.keys(events).length > 0 && { events }),
          indicators: {
            quote: [isEmpty ? {} : quote],
            ...(shown.withAdjusted && { adjclose: [isEmpty ? {} : { adjclose: listOf(adjustedCloses) }] }),
          },
        },
      ],
      error: null,
    },
  };
}

function listOf(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function eventsOf({ dividends, splits }: ChartAnswer, asked: string) {
  const kinds = new Set(asked.split(/[|,]/));
  const byDate = <Event extends { readonly date: number }>(events: readonly Event[]) =>
    Object.fromEntries(events.map((event) => [String(event.date), { ...event }]));
  return {
    ...(kinds.has('div') && dividends.length > 0 && { dividends: byDate(dividends) }),
    ...(kinds.has('split') && splits.length > 0 && { splits: byDate(splits) }),
  };
}

function metaOf({ details, calendar, previousClose }: ChartAnswer, { interval, range }: Shown) {
  const { symbol, currency, exchange, type, name, lastTime, lastClose, firstTime } = details;
  const last = lastTime === null ? Date.now() : lastTime;
  // Of a daily bar the time is its date.
  const isDated = details.interval !== null && !isIntraday(details.interval);
  const session = calendar.session(isDated ? dayAt(last) : calendar.dayAt(last));
  const [opens, closes] = [session?.open ?? last, session?.close ?? last];
  return {
    currency,
    symbol,
    exchangeName: exchange ?? calendar.id,
    fullExchangeName: calendar.title,
    instrumentType: type,
    firstTradeDate:
      firstTime === null ? null : seconds(isDated ? chartTime(calendar, '1d', firstTime) : firstTime),
    regularMarketTime: seconds(closes),
    hasPrePostMarketData: false,
    ...clock(calendar, closes),
    exchangeTimezoneName: calendar.zone,
    regularMarketPrice: lastClose ?? 0,
    ...(name !== null && { longName: name, shortName: name }),
    ...(previousClose !== null && { chartPreviousClose: previousClose }),
    priceHint: lastClose !== null && lastClose < 1 ? 4 : 2,
    currentTradingPeriod: {
      pre: { ...clock(calendar, opens), start: seconds(opens), end: seconds(opens) },
      regular: { ...clock(calendar, opens), start: seconds(opens), end: seconds(closes) },
      post: { ...clock(calendar, closes), start: seconds(closes), end: seconds(closes) },
    },
    dataGranularity: interval,
    range: range ?? '',
    validRanges: [...chartRanges],
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

function clock(calendar: ExchangeCalendar, moment: number): { timezone: string; gmtoffset: number } {
  const named = new Intl.DateTimeFormat('en-US', { timeZone: calendar.zone, timeZoneName: 'short' });
  const timezone = named.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  return { timezone, gmtoffset: calendar.offsetAt(moment) / 1_000 };
}
