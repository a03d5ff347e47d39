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
      : ['Put the changed configuration keys, which are listed above, back to what they were before.'];
  const remove =
    kind === 'embedded'
      ? `If you want the space back, stop the database with "stockula db stop" and delete its data directory (${place}).`
      : `If you want the space back, drop the database at ${place} with the tools of its server.`;
  return [
    `The migration only read the older application's file ${sourcePath}: that application can go on with it at once.`,
    ...configuration,
    `${remove} Whatever came into it after the migration goes with it.`,
    'To migrate once more, run "stockula migrate run" with the same file.',
  ];
}
