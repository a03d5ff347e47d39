import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Analysis, answeredAnalysis } from '../contract/analyses.ts';
import type { AnalysisKind } from '../jobs/analysis-kinds.ts';
import type { AnalysisRecord } from '../jobs/analysis-record.ts';
import type { ApiContext } from './context.ts';

/** A record as it is answered. */
export function shownAnalysis({ createdAt, startedAt, endedAt, ...record }: AnalysisRecord): Analysis {
  const { id, kind, state, progress, question, problem, user } = record;
  return {
    id,
    kind,
    state,
    progress,
    question,
    problem,
    user,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export const hasEnded = ({ state }: Pick<AnalysisRecord, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running';

const longestWaitSeconds = 60;

/**
 * Queues a question that was validated, and answers 202 with where it can be followed. Who prefers to wait a moment
 * (`Prefer: wait=5`, RFC 7240) gets the answer itself where it comes in that time.
 */
export async function submitAnalysis(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ApiContext,
  { kind, question }: { readonly kind: AnalysisKind; readonly question: unknown },
): Promise<FastifyReply> {
  const { record } = await context.analyses.submit({ kind, question, user: request.caller.user });
  reply.header('location', `/api/v1/analyses/${record.id}`);
  const seconds = preferredWait(request.headers['prefer']);
  if (seconds === 0) return reply.code(202).send(shownAnalysis(record));
  const ended = await endOf(record.id, seconds, request, context);
  reply.header('preference-applied', `wait=${seconds}`);
  if (!ended) return reply.code(202).send(shownAnalysis((await context.analyses.find(record.id)) ?? record));
  return sendAnswered(reply, ended, context);
}

/** A record with its answer, which is sent as the text it is kept as: it can be large, and is not looked at. */
export async function sendAnswered(
  reply: FastifyReply,
  record: AnalysisRecord,
  { analyses, checkAnswers }: ApiContext,
): Promise<FastifyReply> {
  const result = record.state === 'done' ? await analyses.answerOf(record.id) : null;
  const text = `${JSON.stringify(shownAnalysis(record)).slice(0, -1)},"result":${result ?? 'null'}}`;
  if (checkAnswers) answeredAnalysis.parse(JSON.parse(text));
  return reply
    .code(200)
    .type('application/json; charset=utf-8')
    .serializer((whole: string) => whole)
    .send(text);
}

function preferredWait(prefer: string | string[] | undefined): number {
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/.exec(String(prefer ?? '')) ?? [];
  return Math.min(longestWaitSeconds, Number(seconds ?? 0));
}

/** The record once it has ended; null where that takes longer, or nobody waits any more. */
function endOf(
  id: string,
  seconds: number,
  request: FastifyRequest,
  { analyses }: ApiContext,
): Promise<AnalysisRecord | null> {
  return new Promise((resolve) => {
    const finish = (record: AnalysisRecord | null): void => {
      clearTimeout(timer);
      request.raw.socket.off('close', gone);
      unwatch();
      resolve(record);
    };
    const gone = (): void => finish(null);
    const timer = setTimeout(gone, seconds * 1000);
    request.raw.socket.once('close', gone);
    const unwatch = analyses.watch(id, (record) => {
      if (record === null || hasEnded(record)) finish(record);
    });
  });
}
