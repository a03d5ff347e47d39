import type { MigrationStatus } from '../../app/migration-status.ts';
import type { StockulaError } from '../../domain/errors.ts';
import type { PhaseRecord } from '../../migrate/file-report/input.ts';
import { followedText } from '../../migrate/follow/followed-text.ts';
import type { RunSummary } from '../../migrate/journal.ts';
import type { JournaledMigration } from '../../migrate/machine/step-journal.ts';
import { publicError } from './public-error.ts';
import { type Style, styleFor } from './style.ts';

/** How far a migration is, for people. */
export function renderStatus(status: MigrationStatus, isTty: boolean): string {
  const style = styleFor(isTty);
  const { colors } = style;
  const facts: [string, string][] = [
    ['answers come from', status.backend === 'timescale' ? 'TimescaleDB' : `the older file`],
    ['older file', status.legacy_file],
    ['configuration', status.config_file ?? 'none, all defaults'],
    ...(status.run ? runFacts(status.run) : []),
    ...(status.written_since === null
      ? []
      : [['written to since', status.written_since ? 'yes' : 'no'] as [string, string]]),
  ];
  return [
    colors.bold(headline(status)),
    ...facts.map(([name, value]) => `  ${name.padEnd(18)} ${value}`),
    ...(status.database_error ? unanswered(status.database_error, style) : []),
    ...(status.migration ? stepsOf(status.migration, style) : []),
    '',
    `Next: ${status.next}`,
    '',
  ].join('\n');
}

function unanswered(thrown: StockulaError, { colors }: Style): string[] {
  const { title, code, expected, got, remedy } = publicError(thrown);
  return [
    '',
    colors.red(`  The database could not be asked what was copied and verified: ${title} (${code})`),
    `    Expected ${expected}. Got ${got}`,
    `    ${remedy}`,
  ];
}

function headline({ at_work, migration, run, database_error }: MigrationStatus): string {
  if (at_work) return `A migration is at work (process ${migration?.pid ?? 'unknown'})`;
  if (run?.isAlive) return run.kind === 'follow' ? 'The file is being followed' : 'A copy is at work';
  if (!migration && !run) return database_error ? 'No migration by this data directory' : 'No migration yet';
  if (migration?.wayBackAt) return wayBackHeadline(migration);
  if (migration && migration.outcome !== 'completed') return 'A migration that did not come to its end';
  return 'A migration that came to its end';
}

function wayBackHeadline({ outcome, endedAt }: JournaledMigration): string {
  if (outcome !== 'completed' || endedAt === null)
    return 'A migration that is being rolled back: the way back did not come to its end';
  return `A migration that was rolled back, ${timeText(endedAt)}`;
}

const timeText = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

function runFacts({ kind, status, started_at, followed }: RunSummary): [string, string][] {
  const name = kind === 'follow' ? 'last follower' : 'last copy';
  return [
    [name, `${status}, as of ${timeText(started_at.toISOString())}`],
    ...(followed
      ? [
          ['followed', `${followedText(followed)}, last ${followed.lag_seconds.toFixed(1)} s behind`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

const signs = { done: '✔', skipped: '–', failed: '✖', undone: '↶', running: '…' } as const;

/** Those of a way back are told apart. */
function stepsOf({ phases, startedAt, wayBackAt }: JournaledMigration, style: Style): string[] {
  if (wayBackAt === null) return ['', ...steps(phases, style)];
  const isBack = (phase: PhaseRecord): boolean => phase.startedAt >= wayBackAt;
  return [
    '',
    `The migration, begun ${timeText(startedAt)}`,
    ...steps(
      phases.filter((phase) => !isBack(phase)),
      style,
    ),
    '',
    `The way back, begun ${timeText(wayBackAt)}`,
    ...steps(phases.filter(isBack), style),
  ];
}

function steps(phases: readonly PhaseRecord[], { colors }: Style): string[] {
  return phases.map(({ title, outcome, detail, startedAt, finishedAt }) => {
    const took = finishedAt
      ? `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`
      : '';
    const paint = outcome === 'failed' ? colors.red : (text: string) => text;
    return `  ${signs[outcome]} ${paint(title)}${took ? ` (${took})` : ''}${detail ? `: ${detail}` : ''}`;
  });
}
