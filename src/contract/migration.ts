import * as z from 'zod';
import { problem } from './problem.ts';

/** What can be begun from the dashboard, as `stockula migrate …` does it. */
const migrationActions = ['plan', 'run', 'resume', 'follow', 'verify', 'switch', 'rollback'] as const;

export const migrationAction = z
  .enum(migrationActions)
  .meta({ description: 'As "stockula migrate …" names it' });

export const startMigration = z
  .strictObject({
    from: z
      .string()
      .min(1)
      .max(4_096)
      .refine((text) => !text.includes('\0') && !text.startsWith('-'), 'the path of a file')
      .optional()
      .describe(
        'SQLite file of the older application, on the machine of the server; by default that of the last migration',
      ),
    switches: z
      .boolean()
      .optional()
      .describe('run: false copies and verifies, and leaves who answers as it is'),
    drain: z
      .boolean()
      .optional()
      .describe('switch, follow: carry over what was written since, and compare everything'),
    confirm: z.string().max(20).optional().describe('switch and rollback want their own name here'),
  })
  .meta({ id: 'StartMigration' });

const step = z
  .object({
    step: z.string(),
    title: z.string(),
    outcome: z.enum(['running', 'done', 'skipped', 'failed', 'undone']),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'MigrationStep' });

const followed = z.object({
  rounds: z.int().describe('In which something was carried over'),
  written: z.int(),
  removed: z.int(),
  quarantined: z.int(),
  lagSeconds: z.number().describe("From the file's last write to the end of the round that carried it over"),
});

/** A command that this server has begun. */
export const migrationCommand = z
  .object({
    id: z.string(),
    action: migrationAction,
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    state: z.enum(['running', 'done', 'failed', 'stopped']),
    progress: z
      .object({ step: z.string(), text: z.string(), done: z.number(), total: z.number().nullable() })
      .nullable(),
    followed: followed.nullable(),
    problem: problem.pick({ code: true, title: true, expected: true, got: true, remedy: true }).nullable(),
    answer: z
      .unknown()
      .describe('What the command printed: plan, report of the comparison, or what was carried back'),
  })
  .meta({ id: 'MigrationCommand' });

export const migrationStatus = z
  .object({
    backend: z.enum(['timescale', 'sqlite']).describe('Which store answers now'),
    configFile: z.string().nullable(),
    legacyFile: z.string(),
    atWork: z.boolean().describe('Whether a migration is at work now, in whatever process'),
    outcome: z
      .enum(['running', 'stopped', 'completed'])
      .nullable()
      .describe('null before the first migration'),
    goesBack: z.boolean(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    steps: z.array(step),
    run: z
      .object({
        kind: z.enum(['copy', 'follow']),
        status: z.string(),
        alive: z.boolean(),
        startedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().nullable(),
        followed: followed.nullable(),
      })
      .nullable()
      .describe('The last copy or follower, as the database has it'),
    problem: problem
      .pick({ code: true, title: true, expected: true, got: true, remedy: true })
      .nullable()
      .describe('Why the database could not be asked'),
    writtenSince: z
      .boolean()
      .nullable()
      .describe(
        'Whether the file was written to since what the database holds was read; null where that cannot be told',
      ),
    next: z.string().describe('What to do next'),
    command: migrationCommand.nullable().describe('The last command that this server has begun'),
  })
  .meta({ id: 'MigrationStatus' });

export type MigrationAction = z.output<typeof migrationAction>;
export type StartMigration = z.output<typeof startMigration>;
export type MigrationCommand = z.output<typeof migrationCommand>;
export type MigrationStatus = z.output<typeof migrationStatus>;
