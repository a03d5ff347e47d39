import * as z from 'zod';
import {
  analyses as analysesAnswer,
  analysesQuery,
  analysis,
  analysisId,
  answeredAnalysis,
} from '../../contract/analyses.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { AnalysisRecord } from '../../jobs/analysis-record.ts';
import type { Routes } from '../api.ts';
import type { Caller } from '../caller.ts';
import { eventStreamAnswer, openEventStream } from '../event-stream.ts';
import { hasEnded, sendAnswered, shownAnalysis } from '../submit-analysis.ts';

const tags = ['analyses'];

/** Questions that are answered in the background: how far they are, what came of them, and to take them back. */
export const addAnalyses: Routes = (api, context) => {
  const { analyses } = context;

  /** What others asked is not there, but for admins. */
  const own = async (id: string, { user, right }: Caller): Promise<AnalysisRecord> => {
    const record = await analyses.find(id);
    if (record !== null && (record.user === user || right === 'admin')) return record;
    throw new StockulaError('NOT_FOUND', {
      expected: 'the id of an analysis of yours',
      got: id,
      remedy: 'List them: GET /api/v1/analyses. Those that ended long ago are removed.',
    });
  };

  api.get(
    '/api/v1/analyses',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Questions in the background, the newest first',
        querystring: analysesQuery,
        response: { 200: analysesAnswer },
      },
    },
    async ({ query: { kind, state, all, limit, cursor }, caller }) => {
      const user = all === true && caller.right === 'admin' ? null : caller.user;
      const found = await analyses.list({ user, kind, state, after: cursor, limit: limit + 1 });
      const page = found.slice(0, limit);
      return {
        analyses: page.map(shownAnalysis),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );

  api.get(
    '/api/v1/analyses/:id',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'How far a question is, and its answer once it is done',
        params: analysisId,
        response: { 200: answeredAnalysis },
      },
    },
    async ({ params, caller }, reply) => sendAnswered(reply, await own(params.id, caller), context),
  );

  api.get(
    '/api/v1/analyses/:id/events',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'How far a question is, as it goes on',
        params: analysisId,
        response: {
          200: eventStreamAnswer(
            '`progress` again and again, then `done`, `failed` or `cancelled`, each with an Analysis',
          ),
        },
      },
    },
    async (request, reply) => {
      const record = await own(request.params.id, request.caller);
      const stream = openEventStream(request, reply);
      let last = '';
      const tell = (now: AnalysisRecord | null): void => {
        if (now === null) {
          stream.close();
          return;
        }
        const shown = shownAnalysis(now);
        const text = JSON.stringify(shown);
        if (text !== last) stream.send(hasEnded(now) ? now.state : 'progress', shown);
        last = text;
        if (hasEnded(now)) stream.close();
      };
      const unwatch = analyses.watch(record.id, tell);
      stream.signal.addEventListener('abort', unwatch);
      tell(record);
      return reply;
    },
  );

  api.delete(
    '/api/v1/analyses/:id',
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Take a question back; one that has ended stays as it is',
        params: analysisId,
        response: { 200: z.object({ cancelled: z.boolean(), analysis }) },
      },
    },
    async ({ params, caller }) => {
      const { id } = await own(params.id, caller);
      const cancelled = await analyses.cancel(id);
      return { cancelled, analysis: shownAnalysis(await own(id, caller)) };
    },
  );
};
