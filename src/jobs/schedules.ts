import type { Config } from '../config/schema.ts';
import type { Interval } from '../domain/interval.ts';
import type { TickerSymbol } from '../domain/nominal.ts';
import type { JobRequest } from './kinds.ts';
import { afterClose, every, everyWithinSessions, type SessionAfter } from './next-run.ts';
import type { NextRun, Schedule } from './scheduler.ts';

/** An exchange and the symbols on it that are kept up to date. */
export interface WatchedExchange {
  /** As in `XNYS`. */
  readonly id: string;
  readonly sessionAfter: SessionAfter;
  symbols(): Promise<readonly TickerSymbol[]>;
  /** The intraday bars that are kept up to date. */
  intradaySeries(): Promise<readonly { readonly symbol: TickerSymbol; readonly interval: Interval }[]>;
}

type Spans = Pick<
  Config['jobs'],
  'daily_after_close' | 'intraday_every' | 'options_before_close' | 'metadata_every' | 'rates_every'
>;
type JobsOf = (symbol: TickerSymbol) => readonly JobRequest[];

/** What is to be done by the clock: nothing for what the configuration calls `never`. */
export function schedulesOf(spans: Spans, exchanges: readonly WatchedExchange[]): Schedule[] {
  const { metadata_every, rates_every } = spans;
  const all = exchanges.flatMap((exchange) => schedulesOfExchange(spans, exchange));
  if (metadata_every !== 'never')
    all.push(
      ...exchanges.map((exchange) => ofSymbols('metadata', exchange, every(metadata_every.ms), metadataJobs)),
    );
  if (rates_every !== 'never') {
    const jobs = async (): Promise<JobRequest[]> => [{ kind: 'rates', data: {} }];
    all.push({ name: 'rates', nextRun: every(rates_every.ms), jobs });
  }
  return all;
}

function schedulesOfExchange(spans: Spans, exchange: WatchedExchange): Schedule[] {
  const { daily_after_close, intraday_every, options_before_close } = spans;
  const { sessionAfter } = exchange;
  const found: Schedule[] = [];
  if (daily_after_close !== 'never')
    found.push(ofSymbols('daily', exchange, afterClose(sessionAfter, daily_after_close.ms), dailyBars));
  if (intraday_every !== 'never') {
    const nextRun = everyWithinSessions(sessionAfter, intraday_every.ms);
    const jobs = async () => (await exchange.intradaySeries()).map(barsOf);
    found.push({ name: `intraday:${exchange.id}`, nextRun, jobs });
  }
  if (options_before_close !== 'never') {
    const nextRun = afterClose(sessionAfter, -options_before_close.ms);
    found.push(
      ofSymbols('options', exchange, nextRun, (symbol) => [{ kind: 'options-snapshot', data: { symbol } }]),
    );
  }
  return found;
}

function ofSymbols(name: string, exchange: WatchedExchange, nextRun: NextRun, jobsOf: JobsOf): Schedule {
  const jobs = async () => (await exchange.symbols()).flatMap(jobsOf);
  return { name: `${name}:${exchange.id}`, nextRun, jobs };
}

const barsOf = (data: { readonly symbol: TickerSymbol; readonly interval: Interval }): JobRequest => ({
  kind: 'fetch-bars',
  data,
});

const dailyBars: JobsOf = (symbol) => [barsOf({ symbol, interval: '1d' })];

const metadataJobs: JobsOf = (symbol) => [
  { kind: 'fetch-metadata', data: { symbol } },
  { kind: 'fetch-actions', data: { symbol } },
];
