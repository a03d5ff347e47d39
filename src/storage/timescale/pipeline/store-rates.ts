import type pg from 'pg';
import type { FetchedRate } from '../../../domain/source.ts';
import { fieldText } from '../field-text.ts';

/** Stores interest rates; a rate that its publisher revised is corrected. @returns how many were new or corrected */
export async function storeRates(client: pg.PoolClient, rates: readonly FetchedRate[]): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO interest_rates AS t (series, ts, percent) SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::float8[])
     ON CONFLICT (series, ts) DO UPDATE SET percent = excluded.percent WHERE t.percent <> excluded.percent`,
    [
      rates.map(({ series }) => series),
      rates.map(({ ts }) => fieldText('timestamptz', ts)),
      rates.map(({ percent }) => percent),
    ],
  );
  return rowCount ?? 0;
}
