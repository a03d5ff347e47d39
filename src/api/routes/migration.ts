import * as z from 'zod';
import {
  type MigrationAction,
  migrationAction,
  migrationCommand,
  migrationStatus,
  type StartMigration,
  startMigration,
} from '../../contract/migration.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Api, Routes } from '../api.ts';
import { eventStreamAnswer, openEventStream } from '../event-stream.ts';
import type { MigrationControl } from '../migration-control.ts';

const tags = ['migration'];

/** What changes who answers is not done by a slip. */
const wantsConfirmation: readonly MigrationAction[] = ['switch', 'rollback'];

/** The move of the older application's data: how far it is, and what is to be done next. */
export const addMigration: Routes = (api, { migration }) => {
  api.get(
    '/api/v1/migration',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'How far the migration is',
        description:
          'Its steps, what was verified, who answers now, what to do next. Also of one that another process does.',
        response: { 200: migrationStatus },
      },
    },
    () => migration.status(),
  );
  addCommands(api, migration);
  api.get(
    '/api/v1/migration/events',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Follow a command while it works',
        response: { 200: eventStreamAnswer('"command": as GET /migration tells it, whenever it changes') },
      },
    },
    async (request, reply) => {
      const { command } = await migration.status();
      const stream = openEventStream(request, reply);
      const unwatch = migration.watch((changed) => stream.send('command', changed));
      stream.signal.addEventListener('abort', unwatch, { once: true });
      if (command) stream.send('command', command);
      return reply;
    },
  );
};

function addCommands(api: Api, migration: MigrationControl): void {
  api.post(
    '/api/v1/migration/:action',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Have one step of the migration done',
        description:
          'Begins what "stockula migrate ACTION" does, in a process of its own. One at a time. It ends with this server, and can be gone on with (resume).',
        params: z.strictObject({ action: migrationAction }),
        body: startMigration,
        response: { 202: migrationCommand },
      },
    },
    async ({ params: { action }, body }, reply) => {
      refuseMistakes(action, body);
      return reply.code(202).send(migration.start(action, body));
    },
  );
  api.delete(
    '/api/v1/migration/command',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Have the command that runs end',
        description: 'It ends where it can be gone on with, as by Ctrl-C.',
        response: { 200: z.object({ stopped: z.boolean() }) },
      },
    },
    async () => ({ stopped: migration.stop() }),
  );
}

function refuseMistakes(action: MigrationAction, { switches, drain, confirm }: StartMigration): void {
  if (switches !== undefined && action !== 'run') throw meaningless('switches', action);
  if (drain !== undefined && action !== 'switch' && action !== 'follow') throw meaningless('drain', action);
  if (wantsConfirmation.includes(action) && confirm !== action) {
    throw new StockulaError('CONSENT_MISSING', {
      expected: `"confirm": "${action}", since this changes which store answers for everybody`,
      got: confirm === undefined ? 'none' : `"${confirm}"`,
      remedy: 'Look at GET /api/v1/migration, then ask again with it.',
    });
  }
}

function meaningless(name: string, action: MigrationAction): StockulaError {
  return new StockulaError('USAGE', {
    expected: `only what "${action}" understands`,
    got: `"${name}"`,
    remedy: 'Leave it out.',
  });
}
