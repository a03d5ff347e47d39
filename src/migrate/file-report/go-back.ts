import type { Database } from '../../storage/timescale/database.ts';
import type { ConfigurationChange } from './input.ts';

/** How to undo a migration, step by step. */
export function howToGoBack(
  { kind, place }: Pick<Database, 'kind' | 'place'>,
  sourcePath: string,
  changes: readonly ConfigurationChange[],
): string[] {
  const configuration =
    changes.length === 0
      ? []
      : ['put the changed configuration keys, which are listed above, back to what they were before'];
  const remove =
    kind === 'embedded'
      ? `stop the database with "stockula db stop" and delete its data directory (${place})`
      : `drop the database at ${place} with the tools of its server`;
  const byHand = [...configuration, `if you want the space back, ${remove}`].join('; then, ');
  return [
    `Run "stockula migrate rollback". It makes a backup of the older application's file ${sourcePath}, carries into the file what was written since the migration, and sets the configuration back. If the file was moved, name it with --from FILE.`,
    'See that the rollback was proven, and keep the database until then: nothing is removed from it.',
    `Only if the rollback cannot run, go back by hand, which loses what was written since the migration: ${byHand}. The migration only read the file, so the older application can go on with it as it was.`,
    'To migrate once more, run "stockula migrate run" with the same file.',
  ];
}
