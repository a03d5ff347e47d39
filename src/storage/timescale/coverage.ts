import type { ClientBase } from 'pg';
import {
  applyChange,
  type Coverage,
  type CoverageChange,
  type CoverageLedger,
  emptyCoverage,
} from '../../domain/coverage.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { countStoredBars } from './count-stored-bars.ts';
import { multirangeText, parseMultirange } from './day-multirange.ts';

interface CoverageRow {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly held: string;
  readonly provisional: string;
  readonly absent: readonly string[];
  readonly absent_asks: readonly number[];
  readonly absent_asked_at: readonly Date[];
  readonly refreshed_at: Date | null;
}

const columns = `symbol, interval, held::text AS held, provisional::text AS provisional, absent::text[] AS absent,
  absent_asks, absent_asked_at, refreshed_at`;

/**
 * The ledger in the table `coverage`, on a connection whose transaction is the caller's. A change locks the rows it
 * is about, in the order of their keys, before it reads them: of two writers the second one sees what the first
 * one wrote, and two that change the same rows cannot wait for each other.
 */
export function coverageLedger(client: ClientBase): CoverageLedger {
  return {
    read: async (symbols, interval) => {
      const { rows } = await client.query<CoverageRow>(
        `SELECT ${columns} FROM coverage WHERE symbol = ANY ($1) AND interval = $2 AND counted_at IS NOT NULL`,
        [symbols, interval],
      );
      return new Map(rows.map((row) => [row.symbol, coverageOf(row)]));
    },
    count: async (symbols, interval, grid) => {
      await merge(client, await countStoredBars(client, symbols, interval, grid));
      await client.query(
        'UPDATE coverage SET counted_at = now() WHERE symbol = ANY ($1) AND interval = $2 AND counted_at IS NULL',
        [symbols, interval],
      );
    },
    record: (changes) => merge(client, changes),
    forget: async (symbols) => {
      await client.query('DELETE FROM coverage WHERE symbol = ANY ($1)', [symbols]);
    },
  };
}

function coverageOf(row: CoverageRow): Coverage {
  return {
    held: parseMultirange(row.held),
    provisional: parseMultirange(row.provisional),
    absences: row.absent.map((days, at) => ({
      days: parseMultirange(days),
      asks: row.absent_asks[at] ?? 0,
      askedAt: (row.absent_asked_at[at]?.getTime() ?? 0) as EpochMs,
    })),
    refreshedAt: (row.refreshed_at?.getTime() ?? null) as EpochMs | null,
  };
}

const keyOf = ({ symbol, interval }: Pick<CoverageChange, 'symbol' | 'interval'>): string =>
  `${symbol} ${interval}`;

async function merge(client: ClientBase, changes: readonly CoverageChange[]): Promise<void> {
  if (changes.length === 0) return;
  const byKey = Map.groupBy(changes, keyOf);
  const rows = await lockRows(client, changes);
  const known = new Map(rows.map((row) => [keyOf(row), coverageOf(row)]));
  await writeRows(
    client,
    [...byKey.values()].map((some) => {
      const { symbol, interval } = some[0] as CoverageChange;
      const coverage = some.reduce(applyChange, known.get(keyOf({ symbol, interval })) ?? emptyCoverage);
      return { symbol, interval, coverage };
    }),
  );
}

/** Makes the rows that are not there, and locks all. */
async function lockRows(client: ClientBase, changes: readonly CoverageChange[]): Promise<CoverageRow[]> {
  const keys = [changes.map(({ symbol }) => symbol), changes.map(({ interval }) => interval)];
  const wanted = 'SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS key (symbol, interval)';
  await client.query(
    `INSERT INTO coverage (symbol, interval) ${wanted} ORDER BY symbol, interval ON CONFLICT DO NOTHING`,
    keys,
  );
  const { rows } = await client.query<CoverageRow>(
    `SELECT ${columns} FROM coverage WHERE (symbol, interval) IN (${wanted}) ORDER BY symbol, interval FOR UPDATE`,
    keys,
  );
  return rows;
}

interface KnownCoverage {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly coverage: Coverage;
}

/** Arrays of arrays of different lengths cannot be parameters: the absences go as the text of an array each. */
async function writeRows(client: ClientBase, rows: readonly KnownCoverage[]): Promise<void> {
  const column = (value: (row: KnownCoverage) => string | null): (string | null)[] => rows.map(value);
  const list = (texts: readonly string[]): string => `{${texts.map((text) => `"${text}"`).join(',')}}`;
  await client.query(
    `UPDATE coverage SET
       held = new.held::datemultirange, provisional = new.provisional::datemultirange,
       absent = new.absent::datemultirange[], absent_asks = new.asks::smallint[],
       absent_asked_at = new.asked_at::timestamptz[], refreshed_at = new.refreshed_at::timestamptz, changed_at = now()
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       AS new (symbol, interval, held, provisional, absent, asks, asked_at, refreshed_at)
     WHERE coverage.symbol = new.symbol AND coverage.interval = new.interval`,
    [
      column(({ symbol }) => symbol),
      column(({ interval }) => interval),
      column(({ coverage }) => multirangeText(coverage.held)),
      column(({ coverage }) => multirangeText(coverage.provisional)),
      column(({ coverage }) => list(coverage.absences.map(({ days }) => multirangeText(days)))),
      column(({ coverage }) => list(coverage.absences.map(({ asks }) => String(asks)))),
      column(({ coverage }) => list(coverage.absences.map(({ askedAt }) => timeText(askedAt)))),
      column(({ coverage: { refreshedAt } }) => (refreshedAt === null ? null : timeText(refreshedAt))),
    ],
  );
}

function timeText(moment: EpochMs): string {
  return new Date(moment).toISOString();
}
