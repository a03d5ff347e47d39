import { DatabaseSync } from 'node:sqlite';
import type { BarSeries } from '../../src/domain/bar.ts';
import { aaplSeries, hasLegacy } from '../indicators/sample-series.ts';

const legacyFile = new URL('../../../shared/data/legacy/stockula.db', import.meta.url);

export { hasLegacy };

/** AAPL daily from the legacy database with its dates. */
export function aaplDaily(): BarSeries {
  const database = new DatabaseSync(legacyFile, { readOnly: true });
  try {
    const rows = database
      .prepare(`SELECT date FROM price_history WHERE symbol = 'AAPL' AND interval = '1d' ORDER BY date`)
      .all();
    return {
      ...aaplSeries(),
      ts: Float64Array.from(rows, (row) => Date.parse(`${row['date']}`.slice(0, 10))),
    };
  } finally {
    database.close();
  }
}
