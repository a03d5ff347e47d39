import type { BarRecord } from '../../../domain/bar-record.ts';
import type { TargetTable } from '../target-tables.ts';

const text = { type: 'text', nullable: false } as const;
const price = { type: 'float8', nullable: false } as const;

/** Prices as the pipeline writes them. */
export const barTable: TargetTable<BarRecord> = {
  name: 'ts_price_history',
  hypertable: true,
  key: ['symbol', 'interval', 'ts'],
  columns: [
    { name: 'ts', type: 'timestamptz', nullable: false, of: (bar) => bar.ts },
    { ...text, name: 'symbol', of: (bar) => bar.symbol },
    { ...text, name: 'interval', of: (bar) => bar.interval },
    { ...price, name: 'open', of: (bar) => bar.open },
    { ...price, name: 'high', of: (bar) => bar.high },
    { ...price, name: 'low', of: (bar) => bar.low },
    { ...price, name: 'close', of: (bar) => bar.close },
    { ...price, name: 'adj_close', nullable: true, of: (bar) => bar.adjClose },
    { name: 'volume', type: 'int8', nullable: true, of: (bar) => bar.volume },
    { name: 'fetched_at', type: 'timestamptz', nullable: true, of: (bar) => bar.fetchedAt },
    { ...text, name: 'basis', of: (bar) => bar.basis },
    { ...text, name: 'source', of: (bar) => bar.source },
    { name: 'provisional', type: 'bool', nullable: false, of: (bar) => bar.provisional },
  ],
};
