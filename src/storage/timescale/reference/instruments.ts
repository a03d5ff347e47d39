import type pg from 'pg';
import { type Instrument, instrumentOf } from '../../../domain/quote.ts';

/** All instruments, by symbol. */
export async function readInstruments(pool: pg.Pool): Promise<Instrument[]> {
  const { rows } = await pool.query<Instrument>(
    'SELECT symbol, name, exchange, currency, sector, industry FROM stocks ORDER BY symbol COLLATE "C"',
  );
  return rows.map(instrumentOf);
}
