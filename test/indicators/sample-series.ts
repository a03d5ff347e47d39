import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import type { BarSeries } from '../../src/domain/bar.ts';
import { isTickerSymbol, type TickerSymbol } from '../../src/domain/nominal.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const googFile = new URL('backtest/GOOG.csv', data);
const legacyFile = new URL('legacy/stockula.db', data);

export const hasGoog = existsSync(googFile);
export const hasLegacy = existsSync(legacyFile);
export const hasHourly = existsSync(new URL('csv/AAPL-1h.csv.gz', data));

type Column = readonly number[] | Float64Array;

function symbolOf(text: string): TickerSymbol {
  if (!isTickerSymbol(text)) throw new TypeError(`${text} is no ticker symbol`);
  return text;
}

/** Daily bars from a close column; the others follow from it unless given. */
export function seriesOf(
  close: Column,
  others: Partial<Record<'open' | 'high' | 'low' | 'volume', Column>> = {},
) {
  const series: BarSeries = {
    symbol: symbolOf('TEST'),
    interval: '1d',
    ts: Float64Array.from(close, (_, index) => index * 86_400_000),
    open: Float64Array.from(others.open ?? close),
    high: Float64Array.from(others.high ?? close),
    low: Float64Array.from(others.low ?? close),
    close: Float64Array.from(close),
    volume: Float64Array.from(others.volume ?? Array.from(close, () => 1000)),
  };
  return series;
}

/** A reproducible random walk of `length` bars, some of them with an unchanged close. */
export function randomSeries(length: number, seed = 20_240_101): BarSeries {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = { open: [], high: [], low: [], close: [], volume: [] } as Record<string, number[]>;
  let price = 100;
  for (let index = 0; index < length; index++) {
    const open = price;
    if (random() > 0.05) price = Math.max(1, price * (1 + (random() - 0.5) * 0.04));
    columns['open']?.push(open);
    columns['high']?.push(Math.max(open, price) * (1 + random() * 0.01));
    columns['low']?.push(Math.min(open, price) * (1 - random() * 0.01));
    columns['close']?.push(price);
    columns['volume']?.push(Math.floor(1e6 * (0.5 + random())));
  }
  const { close = [], ...others } = columns;
  return seriesOf(close, others);
}

/** Bars `start` to `end - 1` of a series. */
export function sliceSeries(series: BarSeries, start: number, end: number): BarSeries {
  const { open, high, low, close, volume } = series;
  const cut = (column: Float64Array) => column.slice(start, end);
  return {
    ...seriesOf(cut(close), { open: cut(open), high: cut(high), low: cut(low), volume: cut(volume) }),
  };
}

/** GOOG daily, 2004 to 2013. */
export function googSeries(): BarSeries {
  const lines = readFileSync(googFile, 'utf8').trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split(','));
  const column = (at: number) => rows.map((row) => Number(row[at]));
  return seriesOf(column(4), { open: column(1), high: column(2), low: column(3), volume: column(5) });
}

/** Hourly bars of a symbol from its CSV file, the last 5,000 of them. */
export function hourlySeries(symbol: string): BarSeries {
  const text = gunzipSync(readFileSync(new URL(`csv/${symbol}-1h.csv.gz`, data))).toString('utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.toLowerCase().split(',');
  const rows = lines.slice(-5000).map((line) => line.split(','));
  const column = (name: string) => rows.map((row) => Number(row[names.indexOf(name)]));
  return seriesOf(column('close'), {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    volume: column('volume'),
  });
}

/** AAPL daily from the legacy database, 1998 to 2021. */
export function aaplSeries(): BarSeries {
  const database = new DatabaseSync(legacyFile, { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT open_price, high_price, low_price, close_price, volume FROM price_history
         WHERE symbol = 'AAPL' AND interval = '1d' ORDER BY date`,
      )
      .all();
    const column = (name: string) => rows.map((row) => Number(row[name]));
    return seriesOf(column('close_price'), {
      open: column('open_price'),
      high: column('high_price'),
      low: column('low_price'),
      volume: column('volume'),
    });
  } finally {
    database.close();
  }
}
