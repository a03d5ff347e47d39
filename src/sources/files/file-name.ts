import type { Interval } from '../../domain/interval.ts';
import { inUpperCase, isTickerSymbol } from '../../domain/nominal.ts';
import { intervalNamed, symbolOfStooq } from './codes.ts';

/** What the name of a file says of what is in it. */
export interface NamedContent {
  readonly symbol: string | null;
  readonly interval: Interval | null;
}

const endings = /\.(csv|txt|tsv|tab|json|jsonl|ndjson|parquet|pq|gz|zip)$/i;
/** Names that tell what kind of thing it is, and not of which symbol; in capitals they may be symbols. */
const general =
  /^(bars?|candles?|data|download|export|history|import|ohlcv?|prices?|quotes?|stocks?|table|test)$/;

/** A file's name without folder and endings, and without what browsers add to the second of that name. */
export function stem(fileName: string): string {
  let name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  while (endings.test(name)) name = name.replace(endings, '');
  return name.replace(/ ?\(\d+\)$/, '');
}

/** Forms of names, the first that fits; the groups `symbol` and `interval`. */
const forms: readonly RegExp[] = [
  // TradingView: `NASDAQ_AAPL, 1D.csv`, `BATS_DLY_AAPL, 60_1a2b3.csv`
  /^(?:[A-Z0-9]+_)?(?:DLY_)?(?<symbol>[^,_]+), (?<interval>\w+?)(?:_[0-9a-f]{5})?$/,
  // MetaTrader: `EURUSD_M5_202001020000_202012312355.csv`
  /^(?<symbol>[^_]+)_(?<interval>[MHDW]\d+|MN1|Daily|Weekly|Monthly)(?:_\d{8,12}){0,2}$/,
  // Stooq: `aapl_us_d.csv`
  /^(?<symbol>\^?[a-z0-9.-]+_[a-z]{2}|\^[a-z0-9]+)_(?<interval>[dwm])$/,
  // Investing.com: `AAPL Historical Data.csv`
  /^(?<symbol>[^ ]+) (?:Historical Data|Stock Price History)$/,
  // The rest: `AAPL-1h.csv.gz`, `aapl_1d.csv`
  /^(?<symbol>.+)[-_. ](?<interval>\d+[a-zA-Z]+|daily|weekly|monthly|hourly)$/,
];

/** Symbol and interval as the name has them: `AAPL-1h.csv.gz`, `AAPL.csv`, `aapl.us.txt`. */
export function readFileName(fileName: string): NamedContent {
  const base = stem(fileName);
  for (const form of forms) {
    const { symbol, interval } = form.exec(base)?.groups ?? {};
    if (symbol === undefined) continue;
    const named = interval === undefined ? null : intervalNamed(interval);
    if (interval === undefined || named !== null) return { symbol: symbolIn(symbol), interval: named };
  }
  return { symbol: symbolIn(base), interval: null };
}

function symbolIn(text: string): string | null {
  if (general.test(text)) return null;
  // Stooq writes `aapl_us` where it is not free to write `aapl.us`.
  const symbol = inUpperCase(symbolOfStooq(text.replace(/^([^_]+)_([a-z]{2})$/, '$1.$2')));
  return isTickerSymbol(symbol) && /[A-Z]/.test(symbol) && !symbol.includes('_') ? symbol : null;
}
