import { StockulaError } from '../domain/errors.ts';
import * as journal from './journal.ts';
import { type MigrationRequest, withSource } from './work.ts';

const drainFirst =
  'Run "stockula migrate switch --drain": it carries the rest over and verifies before it switches.';

/**
 * Lets a switch go on only where the target is known to say what the file says now.
 * @throws StockulaError MIGRATION_CONFLICT where the file was never migrated, a run is at work or not verified, or
 *   the file was written to since it was verified
 */
export async function requireVerified(request: MigrationRequest): Promise<void> {
  const { database, from } = request;
  await journal.refuseWhileRunning(database);
  await withSource(request, async (source) => {
    const run = await journal.lastRun(database);
    if (!run || !journal.isRunOf(run, source))
      throw refusal(
        'a verified migration of it',
        `${from}, which was never migrated into this database`,
        'Run "stockula migrate run --from FILE" first.',
      );
    if (run.status !== 'verified')
      throw refusal(
        'a verified migration',
        `one of ${from} that ended as "${run.status}"`,
        run.status === 'followed'
          ? drainFirst
          : 'Run "stockula migrate run" again: it goes on where it stopped, and verifies.',
      );
    if (run.source_fingerprint !== source.fingerprint)
      throw refusal(`${from} to be as it was verified`, 'that it was written to since', drainFirst);
  });
}

function refusal(expected: string, got: string, remedy: string): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', { expected, got, remedy });
}
