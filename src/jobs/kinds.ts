import type { Interval } from '../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../domain/nominal.ts';

interface OfSymbol {
  readonly symbol: TickerSymbol;
}

interface OfSeries extends OfSymbol {
  readonly interval: Interval;
}

/** What each kind of job is told. */
export interface JobData {
  /** With both days (00:00 UTC, included) these; else what is missing up to now. */
  'fetch-bars': OfSeries & { readonly from?: EpochMs; readonly to?: EpochMs };
  'fetch-actions': OfSymbol;
  'fetch-metadata': OfSymbol;
  'options-snapshot': OfSymbol;
  heal: OfSeries;
  rates: Readonly<Record<string, never>>;
  /** Aggregates over old bars that were written. */
  aggregates: Readonly<Record<string, never>>;
}

export type JobKind = keyof JobData;

/** A job to be queued. */
export type JobRequest = {
  [Kind in JobKind]: { readonly kind: Kind; readonly data: JobData[Kind] };
}[JobKind];

interface KindPolicy {
  /** How often it is tried before it lies among the dead letters. */
  readonly attempts: number;
  /** Wait before the second attempt; it doubles with each, up to `mostDelaySeconds`, with jitter of half of it. */
  readonly delaySeconds: number;
  readonly mostDelaySeconds: number;
  /** How long one attempt may take. */
  readonly expireSeconds: number;
}

const request: KindPolicy = { attempts: 6, delaySeconds: 10, mostDelaySeconds: 1800, expireSeconds: 900 };

/** The kinds of jobs and how persistent each is. */
export const jobKinds: Readonly<Record<JobKind, KindPolicy>> = {
  // A long range of a fine interval is many requests under a rate budget.
  'fetch-bars': { ...request, expireSeconds: 3600 },
  'fetch-actions': request,
  'fetch-metadata': request,
  // Quotes of now are of no use hours later.
  'options-snapshot': { ...request, attempts: 3, mostDelaySeconds: 120 },
  heal: { ...request, attempts: 3, expireSeconds: 3600 },
  rates: request,
  aggregates: { ...request, attempts: 3, expireSeconds: 3600 },
};

export function symbolOf({ data }: JobRequest): TickerSymbol | null {
  return 'symbol' in data ? data.symbol : null;
}

/** Of the jobs with the same lane one runs at a time: those of a symbol, whatever their kind. */
export function laneOf(job: JobRequest): string {
  // Symbols are in upper case, kinds are not.
  return symbolOf(job) ?? job.kind;
}

/** Jobs with the same key are the same work: while one waits, no other is queued. */
export function keyOf({ kind, data }: JobRequest): string {
  const series = 'interval' in data ? `:${data.interval}` : '';
  const range = isRange(data) ? ':range' : '';
  return `${kind}${'symbol' in data ? `:${data.symbol}` : ''}${series}${range}`;
}

/** One job that does the work of two with the same key: of ranges, from the first day to the last. */
export function together(one: JobRequest, other: JobRequest): JobRequest {
  if (one.kind !== 'fetch-bars' || !isRange(one.data) || !isRange(other.data)) return one;
  const from = Math.min(one.data.from, other.data.from) as EpochMs;
  const to = Math.max(one.data.to, other.data.to) as EpochMs;
  return { kind: one.kind, data: { ...one.data, from, to } };
}

function isRange<Data extends object>(data: Data): data is Data & { from: EpochMs; to: EpochMs } {
  return 'from' in data && data.from !== undefined && 'to' in data && data.to !== undefined;
}
