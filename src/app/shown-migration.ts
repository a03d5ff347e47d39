import type { MigrationCommand, MigrationStatus as Shown } from '../contract/migration.ts';
import { errorTable } from '../domain/errors.ts';
import type { Followed } from '../migrate/journal.ts';
import type { MigrationStatus } from './migration-status.ts';

/** A status as the API tells it. @param command the last one that this server has begun */
export function shownStatus(status: MigrationStatus, command: MigrationCommand | null): Shown {
  const { migration, run, database_error: error } = status;
  return {
    backend: status.backend,
    configFile: status.config_file,
    legacyFile: status.legacy_file,
    atWork: status.at_work,
    outcome: migration?.outcome ?? null,
    goesBack: migration?.goesBack ?? false,
    startedAt: migration?.startedAt ?? null,
    endedAt: migration?.endedAt ?? null,
    steps: (migration?.phases ?? []).map((phase) => ({ ...phase })),
    run: run && {
      kind: run.kind,
      status: run.status,
      alive: run.isAlive,
      startedAt: run.started_at.toISOString(),
      finishedAt: run.finished_at?.toISOString() ?? null,
      followed: run.followed && shownFollowed(run.followed),
    },
    problem: error && { code: error.code, title: errorTable[error.code].title, ...error.parts },
    writtenSince: status.written_since,
    next: status.next,
    command,
  };
}

function shownFollowed({ lag_seconds, ...rest }: Followed): NonNullable<MigrationCommand['followed']> {
  return { ...rest, lagSeconds: lag_seconds };
}
