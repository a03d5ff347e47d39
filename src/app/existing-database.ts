import { existsSync } from 'node:fs';
import type { Config } from '../config/schema.ts';
import type { SecretUrl } from '../config/secret-url.ts';
import { StockulaError } from '../domain/errors.ts';
import { dataDirectoryAt } from '../storage/embedded/data-directory.ts';

/**
 * The server to ask where the configuration names none and there is no embedded database: one that a migration has
 * brought up in the data directory, and not switched to. Null: what the configuration says.
 * @throws StockulaError NO_DATA where there is no database of any kind
 */
export async function serverOfDirectory(config: Config): Promise<SecretUrl | null> {
  const { url, data_dir } = config.database;
  if (url || existsSync(dataDirectoryAt(data_dir).cluster)) return null;
  const { ownServices } = await import('../infra/native/own-services.ts');
  const { databaseUrl } = await import('../infra/native/postgres.ts');
  const { names, options } = ownServices(data_dir);
  const own = names.includes('database') ? databaseUrl(options) : null;
  if (own === null) requireDatabase(config);
  return own;
}

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
