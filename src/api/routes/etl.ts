import {
  etlRunDetails,
  etlRuns,
  fetchRequest,
  healRequest,
  queued,
  runParams,
  runsQuery,
  sources,
} from '../../contract/etl.ts';
import { addDays, parseDay, startOf } from '../../domain/day.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { JobRequest } from '../../jobs/kinds.ts';
import type { RunSummaryRow } from '../../manager/pipeline/runs.ts';
import { usualRange } from '../../manager/pipeline/usual-range.ts';
import type { Routes } from '../api.ts';
import type { ApiContext } from '../context.ts';

const tags = ['data'];

/** Runs of the pipeline, its sources, and requests to fetch. */
export const addEtl: Routes = (api, context) => {
  const { etl } = context.data;
  api.get(
    '/api/v1/etl/runs',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Runs of the pipeline, the newest first',
        querystring: runsQuery,
        response: { 200: etlRuns },
      },
    },
    async ({ query: { limit, before } }) => {
      const runs = await etl.runs(limit + 1, before ?? null);
      const page = runs.slice(0, limit);
      return { runs: page.map(runJson), next: runs.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
  );
  api.get(
    '/api/v1/etl/runs/:id',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'A run, symbol by symbol',
        params: runParams,
        response: { 200: etlRunDetails },
      },
    },
    async ({ params: { id } }) => {
      const { run, lines } = await etl.run(id);
      return { run: runJson(run), lines: [...lines] };
    },
  );
  api.get(
    '/api/v1/etl/sources',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'Providers in the order in which they are asked', response: { 200: sources } },
    },
    async () => {
      const { offline, sources: known } = etl.sources();
      return { offline, sources: [...known] };
    },
  );
  addRequests(api, context);
};

const addRequests: Routes = (api, { config, data: { etl, jobs } }) => {
  api.post(
    '/api/v1/etl/fetch',
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Have what is missing of bars, dividends and splits fetched in the background',
        description: 'A job for each symbol. Only sessions that are not held are asked for.',
        body: fetchRequest,
        response: { 202: queued },
      },
    },
    async ({ body }, reply) => {
      refuseOffline(config());
      const wanted = body.interval ?? config().data.interval;
      const span = spanOf(wanted, body, config().data);
      const requests = [...new Set(body.symbols)].map((symbol) => fetchJob(symbol, wanted, span));
      return reply.code(202).send(await queue(jobs, requests));
    },
  );
  api.post(
    '/api/v1/etl/heal',
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Have gaps filled between the first stored bar and today, in the background',
        body: healRequest,
        response: { 202: queued },
      },
    },
    async ({ body }, reply) => {
      refuseOffline(config());
      const series = await etl.series({ symbols: body.symbols ?? null, interval: body.interval ?? null });
      const requests = series.map(
        ({ symbol, interval }): SeriesJob => ({ kind: 'heal', data: { symbol, interval } }),
      );
      return reply.code(202).send(await queue(jobs, requests));
    },
  );
};

type SeriesJob = Extract<JobRequest, { kind: 'fetch-bars' | 'heal' }>;
type Span = { readonly from: EpochMs; readonly to: EpochMs } | null;

function fetchJob(symbol: TickerSymbol, interval: Interval, span: Span): SeriesJob {
  return { kind: 'fetch-bars', data: { symbol, interval, ...span } };
}

/** Null: what is missing up to now, whenever that will be. @throws StockulaError USAGE where it is empty or to come */
function spanOf(
  interval: Interval,
  { from, to }: { from?: string | undefined; to?: string | undefined },
  configured: { readonly start_date: string | null; readonly end_date: string | null },
): Span {
  if (from === undefined && to === undefined) return null;
  const now = Date.now() as EpochMs;
  const asked = {
    from: from === undefined ? null : parseDay(from),
    to: to === undefined ? null : parseDay(to),
  };
  if (asked.from !== null && startOf(asked.from) > now + 86_400_000) throw toCome(from ?? '');
  const range = usualRange(interval, now, asked, configured);
  return { from: startOf(range.from), to: startOf(addDays(range.to, -1)) };
}

async function queue(jobs: ApiContext['data']['jobs'], requests: readonly SeriesJob[]) {
  const outcomes = await jobs.enqueue(requests);
  return {
    jobs: outcomes.map(({ id, outcome }, at) => ({
      id,
      symbol: requests[at]?.data.symbol ?? '',
      interval: requests[at]?.data.interval ?? '',
      outcome,
    })),
  };
}

const runJson = (row: RunSummaryRow) => {
  const { id, kind, place, state, failure, succeeded, failed, skipped } = row;
  const { written, corrected, quarantined } = row;
  return {
    ...{ id, kind, place, state, failure, succeeded, failed, skipped, written, corrected, quarantined },
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
};

function refuseOffline({ sources: { offline } }: ReturnType<ApiContext['config']>): void {
  if (!offline) return;
  throw new StockulaError('USAGE', {
    expected: 'a configuration that allows calls to the outside',
    got: 'sources.offline: true',
    remedy: 'Set it to false, or import a file.',
  });
}

function toCome(from: string): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'sessions that have begun',
    got: `from ${from}, which lies in the future`,
    remedy: 'Give a day up to today.',
  });
}
