import { existsSync } from 'node:fs';
import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import { dataDirectoryAt } from '../storage/embedded/data-directory.ts';

/**
 * Who only asks wants no database made: in the wrong folder an empty one would look like lost data.
 * @throws StockulaError NO_DATA where the embedded database is configured and there is none
 */
export function requireDatabase({ database }: Config): void {
  if (database.url || existsSync(dataDirectoryAt(database.data_dir).cluster)) return;
  throw new StockulaError('NO_DATA', {
    expected: `a database in ${database.data_dir}`,
    got: 'none there',
    remedy:
      'Run this in the folder whose .stockula holds your data, or name that one with STOCKULA_DATA_DIR. To begin here: stockula migrate run --from FILE (or "npm start" for a synthetic example).',
  });
}
