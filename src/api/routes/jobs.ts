import { decided, job, jobParams, jobs as jobsAnswer, jobsQuery } from '../../contract/jobs.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { type JobKind, jobKinds } from '../../jobs/kinds.ts';
import type { Api, Routes } from '../api.ts';
import type { ApiContext } from '../context.ts';

const tags = ['data'];

/** Work in the background. */
export const addJobs: Routes = (api, context) => {
  const { jobs } = context.data;
  api.get(
    '/api/v1/jobs',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Jobs: what runs, what waits, what ended last',
        querystring: jobsQuery,
        response: { 200: jobsAnswer },
      },
    },
    async ({ query: { state, kind, symbol, limit } }) => {
      const found = await jobs.list({ state, kind: kindOf(kind), symbol, limit: limit + 1 });
      return { jobs: found.slice(0, limit).map(jobJson), more: found.length > limit };
    },
  );
  api.get(
    '/api/v1/jobs/:id',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'All that is known about a job', params: jobParams, response: { 200: job } },
    },
    async ({ params: { id } }) => jobJson(await jobs.find(id)),
  );
  addDecision(api, context, 'retry', 'Have a failed or cancelled job tried again, with all attempts');
  addDecision(api, context, 'cancel', 'Take a job out of the queue; one that runs is told to stop');
};

function addDecision(
  api: Api,
  { data: { jobs } }: ApiContext,
  what: 'retry' | 'cancel',
  summary: string,
): void {
  api.post(
    `/api/v1/jobs/:id/${what}`,
    {
      config: { right: 'admin' },
      schema: { tags, summary, params: jobParams, response: { 200: decided } },
    },
    async ({ params: { id } }) => {
      const [outcome] = await jobs[what]([id]);
      if (!outcome) throw new Error('nothing was decided about a job that is there');
      return outcome;
    },
  );
}

/** @throws StockulaError USAGE for a kind that does not exist */
function kindOf(kind: string | undefined): JobKind | undefined {
  if (kind === undefined || Object.hasOwn(jobKinds, kind)) return kind as JobKind | undefined;
  throw new StockulaError('USAGE', {
    expected: `a kind of jobs: ${Object.keys(jobKinds).join(', ')}`,
    got: JSON.stringify(kind),
    remedy: 'Leave it out for all kinds.',
  });
}

function jobJson({ request: { kind, data }, priority: _, ...job }: JobRecord) {
  const { createdAt, startsAfter, startedAt, endedAt, failedAt, ...rest } = job;
  return {
    ...rest,
    kind,
    interval: 'interval' in data ? data.interval : null,
    from: 'from' in data ? dateOf(data.from) : null,
    to: 'to' in data ? dateOf(data.to) : null,
    createdAt: createdAt.toISOString(),
    startsAfter: startsAfter.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
  };
}

const dateOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString().slice(0, 10);
