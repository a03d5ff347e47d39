import { errorTable } from '../../../domain/errors.ts';
import type { JournaledMigration } from '../../../migrate/machine/step-journal.ts';
import type { MigrationReport } from '../../../migrate/report.ts';
import type { AnswerFormat } from '../../output-option.ts';

/** What is told of a command that has more steps than a comparison. */
export interface WholeCommand extends Pick<JournaledMigration, 'phases'> {
  /** From its beginning to its end. */
  readonly total_seconds: number;
}

/**
 * Prints the outcome of a comparison, and sets the exit status that tells whether all was verified.
 * @param more what JSON has besides
 */
export async function printReport(
  report: MigrationReport,
  output: AnswerFormat,
  more: Partial<WholeCommand> = {},
): Promise<void> {
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    process.stdout.write(renderJson({ ...report, ...more }));
  } else {
    const { forPeople } = await import('../../output/for-people.ts');
    const { renderMigration } = await import('../../output/migration.ts');
    process.stdout.write(forPeople(renderMigration(report, process.stdout.isTTY, more.total_seconds)));
  }
  if (report.status !== 'verified') process.exitCode = errorTable.VERIFY_MISMATCH.exit;
}
