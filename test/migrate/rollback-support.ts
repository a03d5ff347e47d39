import { createHash } from 'node:crypto';
import type { CarriedBack, CarriedTable } from '../../src/migrate/rollback/carried-back.ts';
import { type CarryBackRequest, carryBack } from '../../src/migrate/rollback/carry-back.ts';
import { ask } from '../support/sources.ts';
import { policies, type Target } from './target.ts';

export function carry(
  target: Target,
  from: string,
  more: Partial<CarryBackRequest> = {},
): Promise<CarriedBack> {
  const { database, scratchFolder } = target;
  return carryBack({ database, from, scratchFolder, policies, onProgress: () => undefined, ...more });
}

export function tableOf({ tables }: CarriedBack, name: string): CarriedTable {
  const table = tables.find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}

/** Inserted, updated, mended, only in the file, and left out by reason; tables where all is nothing left away. */
export function summary({ tables }: CarriedBack): Record<string, string> {
  return Object.fromEntries(
    tables.flatMap(({ name, inserted, updated, mended, only_in_file, left_out }) => {
      const counts = [inserted, updated, mended, only_in_file].join(' ');
      const reasons = left_out.map(({ reason, count }) => `${reason} ${count}`).sort();
      const text = [counts, ...reasons].join(', ');
      return text === '0 0 0 0' ? [] : [[name, text]];
    }),
  );
}

/** Everything that a file says, value by value with its type, whatever its bytes. */
export function contentOf(path: string): string {
  const hash = createHash('sha256');
  for (const { name } of ask<{ name: string }>(
    path,
    `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1`,
  )) {
    const columns = ask<{ name: string }>(path, `SELECT name FROM pragma_table_info('${name}')`);
    const row = columns.map((column) => `quote("${column.name}")`).join(` || ',' || `);
    for (const { text } of ask<{ text: string }>(path, `SELECT ${row} AS text FROM "${name}" ORDER BY rowid`))
      hash.update(`${name} ${text}\n`);
  }
  return hash.digest('hex');
}

export const integrityOf = (path: string): unknown => ask(path, 'PRAGMA integrity_check');
export const intact = [{ integrity_check: 'ok' }];

const latest = (table: string): string =>
  `(SELECT DISTINCT ON (symbol, contract) * FROM ${table} ORDER BY symbol, contract, ts DESC)`;

/** What is stored that a legacy file can say, as text, by the test's own SQL. */
export async function storedContent(target: Target, dropped: readonly string[]): Promise<string[]> {
  const tables = {
    stocks: 'stocks',
    stock_info: 'stock_info',
    ts_price_history: 'ts_price_history',
    ts_dividends: 'ts_dividends',
    ts_splits: 'ts_splits',
    ts_options_calls: latest('ts_options_calls'),
    ts_options_puts: latest('ts_options_puts'),
    strategies: 'strategies',
    strategy_presets: 'strategy_presets',
    autots_models: 'autots_models',
    autots_presets: 'autots_presets',
  };
  const content: string[] = [];
  for (const [name, from] of Object.entries(tables)) {
    const without = dropped.map((column) => ` - '${column}'`).join('');
    const rows = await target.sql<{ row: string }>(
      `SELECT (to_jsonb(t) - 'source' - 'basis'${without})::text AS row FROM ${from} AS t ORDER BY 1`,
    );
    content.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return content;
}
