import * as z from 'zod';
import {
  dismissed,
  quarantine,
  quarantineChoice,
  quarantineCounts,
  quarantineCountsQuery,
  quarantineDetails,
  quarantineParams,
  quarantineQuery,
  released,
} from '../../contract/quarantine.ts';
import type { Released } from '../../manager/pipeline/release.ts';
import type { ExplainedRow, QuarantineFilter } from '../../manager/quarantine/quarantine-service.ts';
import type { Routes } from '../api.ts';
import { cursorOf, placeOf } from '../cursor.ts';

const tags = ['data'];
const place = z.object({ at: z.iso.datetime(), source: z.string(), table: z.string(), place: z.string() });

/** Rows that are set aside. */
export const addQuarantine: Routes = (api, context) => {
  const { quarantine: service } = context.data;
  api.get(
    '/api/v1/quarantine',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Rows that were set aside, whole, with the reason and the fields it is about',
        querystring: quarantineQuery,
        response: { 200: quarantine },
      },
    },
    async ({ query: { cursor, limit, ...filter } }) => {
      const after = cursor === undefined ? null : placeOf(cursor, place);
      const { rows, next } = await service.page(filterOf(filter), after, limit);
      return { rows: rows.map(rowJson), next: next && cursorOf(next) };
    },
  );
  api.get(
    '/api/v1/quarantine/counts',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'How many rows were set aside for which reason',
        querystring: quarantineCountsQuery,
        response: { 200: quarantineCounts },
      },
    },
    async ({ query }) => {
      const counts = await service.counts(filterOf(query));
      return { total: counts.reduce((sum, { rows }) => sum + rows, 0), counts: [...counts] };
    },
  );
  api.get(
    '/api/v1/quarantine/:id',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'A row that was set aside, and the bars that are stored around it',
        params: quarantineParams,
        response: { 200: quarantineDetails },
      },
    },
    async ({ params: { id } }) => {
      const { releasable, around, ...row } = await service.find(id);
      return {
        ...rowJson(row),
        releasable,
        around: around.map(({ ts, ...bar }) => ({ time: ts.toISOString(), ...bar })),
      };
    },
  );
  addDecisions(api, context);
};

/** They change what everybody is answered from, so that they are for admins. */
const addDecisions: Routes = (api, { data: { quarantine: service } }) => {
  const admin = { right: 'admin' as const };
  const release = async (ids: readonly string[]) => ({
    released: (await service.release([...new Set(ids)])).map(releasedJson),
  });
  const dismiss = async (ids: readonly string[]) => ({
    dismissed: await service.dismiss([...new Set(ids)]),
  });
  api.post(
    '/api/v1/quarantine/:id/release',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Store a row as it is, on your word',
        description: 'In place of any that is stored. Rows of a migration are refused.',
        params: quarantineParams,
        response: { 200: released },
      },
    },
    ({ params: { id } }) => release([id]),
  );
  api.post(
    '/api/v1/quarantine/:id/dismiss',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Set a row aside no longer, and store nothing in its place',
        params: quarantineParams,
        response: { 200: dismissed },
      },
    },
    ({ params: { id } }) => dismiss([id]),
  );
  api.post(
    '/api/v1/quarantine/release',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Store several rows as they are: all of them or none',
        body: quarantineChoice,
        response: { 200: released },
      },
    },
    ({ body: { ids } }) => release(ids),
  );
  api.post(
    '/api/v1/quarantine/dismiss',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Set several rows aside no longer: all of them or none',
        body: quarantineChoice,
        response: { 200: dismissed },
      },
    },
    ({ body: { ids } }) => dismiss(ids),
  );
};

const filterOf = ({
  origin,
  symbol,
  reason,
  table,
  run,
}: z.output<typeof quarantineCountsQuery>): QuarantineFilter => ({
  ...{ origin: origin ?? null, symbol: symbol ?? null, reason: reason ?? null },
  ...{ table: table ?? null, run: run ?? null },
});

const rowJson = ({ quarantinedAt, offending, ...row }: ExplainedRow) => ({
  ...row,
  quarantinedAt: quarantinedAt.toISOString(),
  offending: [...offending],
});

const releasedJson = ({ ts, ...one }: Released) => ({ ...one, time: new Date(ts).toISOString() });
