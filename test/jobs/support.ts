import { Duration } from '../../src/config/duration.ts';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import type { JobSettings } from '../../src/jobs/enqueue.ts';
import type { JobHandlers } from '../../src/jobs/handlers.ts';
import type { JobRequest } from '../../src/jobs/kinds.ts';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';

export const settings: JobSettings = {
  heartbeat_seconds: 10,
  poll_seconds: 0.5,
  stop_grace_seconds: 30,
  keep_finished: new Duration(7, 'day'),
  keep_failed: new Duration(90, 'day'),
};

export const bars = (symbol: string, from?: string, to?: string): JobRequest => ({
  kind: 'fetch-bars',
  data: {
    symbol: symbol as TickerSymbol,
    interval: '1d',
    ...(from && { from: Date.parse(from) as EpochMs }),
    ...(to && { to: Date.parse(to) as EpochMs }),
  },
});

export const metadata = (symbol: string): JobRequest => ({
  kind: 'fetch-metadata',
  data: { symbol: symbol as TickerSymbol },
});

type Handle = (
  symbol: string,
  context: Parameters<JobHandlers['fetch-bars']>[1],
  kind: string,
) => Promise<unknown>;

/** The same handler for every kind. */
export function handleAll(handle: Handle): JobHandlers {
  const of = (kind: string) => (data: object, context: Parameters<JobHandlers['heal']>[1]) =>
    handle('symbol' in data ? String(data.symbol) : '', context, kind);
  return {
    'fetch-bars': of('fetch-bars'),
    'fetch-actions': of('fetch-actions'),
    'fetch-metadata': of('fetch-metadata'),
    'options-snapshot': of('options-snapshot'),
    heal: of('heal'),
    rates: of('rates'),
    aggregates: of('aggregates'),
  };
}

/** A logger whose lines a test reads. */
export function listening(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    level: 'DEBUG',
    destination: { write: (line: string) => void lines.push(JSON.parse(line)) },
  });
  return { log, lines };
}

export const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
