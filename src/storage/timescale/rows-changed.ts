import type pg from 'pg';
import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { noticeChanges } from './change-notices.ts';
import { coverageLedger } from './coverage.ts';
import { priceTable, type TargetTable } from './target-tables.ts';

/**
 * For who writes or removes rows without the pipeline, within the same transaction: those who have answers about the
 * symbols in their cache are told, and what is covered of them is counted anew when it is asked for next.
 */
export async function tellRowsChanged<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<void> {
  const column = table.columns.find(({ name }) => name === 'symbol');
  if (column === undefined || records.length === 0) return;
  const symbols = new Set<string>();
  for (const record of records) symbols.add(String(column.of(record)));
  await tellSymbolsChanged(client, table.name, [...symbols]);
}

/** The same by symbol. */
export async function tellSymbolsChanged(
  client: pg.PoolClient,
  table: string,
  symbols: readonly string[],
): Promise<void> {
  if (table === priceTable.name)
    await coverageLedger(client).forget(
      symbols.filter((symbol): symbol is TickerSymbol => isTickerSymbol(symbol)),
    );
  await noticeChanges(client, table === 'stocks' ? [...symbols, 'symbols'] : symbols);
}
