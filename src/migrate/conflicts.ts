import { StockulaError } from '../domain/errors.ts';

/** Whose run it is, as the journal has it. */
export interface Owner {
  readonly owner_host: string;
  readonly owner_pid: number;
  readonly source_path: string;
}

const nameOf = ({ owner_host, owner_pid, source_path }: Owner): string =>
  `process ${owner_pid} on ${owner_host}, from ${source_path}`;

/** A follower is never done by itself. */
const endFollower =
  'End it with Ctrl-C where it runs; what it carried over stays. Then, to carry over the rest and switch: stockula migrate switch --drain.';

/** What to do while another command is at work that comes to an end by itself. */
export const waitOrEndIt =
  'Wait until it is done, or end it and run this again: it goes on where the other stopped.';

export function alreadyRunning(run: Owner & { readonly kind: 'copy' | 'follow' }): StockulaError {
  const follows = run.kind === 'follow';
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'no other migration into this database',
    got: `${follows ? 'a follower' : 'one'} that runs in ${nameOf(run)}`,
    remedy: follows ? endFollower : waitOrEndIt,
  });
}

export function unfinished(run: Owner): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'a finished migration',
    got: `one that was begun in ${nameOf(run)}, and is not finished`,
    remedy:
      'Run "stockula migrate run" with the same file: it goes on where the other stopped, and verifies.',
  });
}

export function takenOver(): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'to be the only migration into this database',
    got: 'that another process took this run over',
    remedy: 'Let the other one finish; nothing that was committed is lost.',
  });
}

export function filledFromElsewhere(run: Owner): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'a database that is empty or was filled from the same file',
    got: `one that was filled from ${run.source_path}`,
    remedy:
      'Choose another data directory (STOCKULA_DATA_DIR) or database (DATABASE_URL) for this file; a file that was moved must be given by its former path.',
  });
}

export function fewerRepairs(wanted: readonly string[], made: readonly string[], run: Owner): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `the repairs with which this database was filled (${made.join(', ')}), and more if you like`,
    got: wanted.length === 0 ? 'none' : wanted.join(', '),
    remedy: `A run removes no rows, those that were repaired neither. Leave --repair out to go on as before, or migrate ${run.source_path} into another data directory (STOCKULA_DATA_DIR) or database (DATABASE_URL).`,
  });
}

export function unknownRepairs(names: readonly string[], run: Owner): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `the run of ${nameOf(run)} to have made repairs that this version knows`,
    got: names.join(', '),
    remedy: 'Update Stockula: a newer version made these repairs.',
  });
}

export function neverMigrated(path: string): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `a finished migration of ${path}`,
    got: 'none into this database',
    remedy: 'Run "stockula migrate run --from FILE": it writes what is new and verifies.',
  });
}
