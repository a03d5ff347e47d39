import { isInterval, isIntraday } from '../../domain/interval.ts';
import type { RawRow, RawValue } from '../../domain/raw-row.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';
import type { ColumnValue, TargetTable } from '../../storage/timescale/target-tables.ts';

// What validation reads from the older application's rows, the other way round: values as that application writes
// them, so that a later migration of the file reads the very same ones.

const microsPerDay = 86_400_000_000;
const microsPerSecond = 1_000_000;

/** A value of a stored row by the column's name; null where its table has no such column. */
type Stored = (column: string) => ColumnValue;

/** A column of the older application's table, and how its value comes from a stored row. */
interface LegacyColumn {
  readonly name: string;
  /** The stored columns it says. */
  readonly from: readonly string[];
  readonly of: (stored: Stored) => RawValue;
}

const renamed: Readonly<Record<string, string>> = {
  open_price: 'open',
  high_price: 'high',
  low_price: 'low',
  close_price: 'close',
  expiration_date: 'expiration',
};

/** Bars of a day or more, dividends and splits have a date alone. */
function sessionText(stored: Stored): string {
  const micros = Number(stored('ts'));
  const interval = stored('interval');
  const hasTime = typeof interval === 'string' && isInterval(interval) && isIntraday(interval);
  return hasTime || micros % microsPerDay !== 0 ? timeText(micros) : dateText(micros);
}

const dateText = (micros: number): string =>
  new Date(Math.floor(micros / 1000)).toISOString().replace(/T.*/, '');

/** Naive UTC, `YYYY-MM-DD HH:MM:SS`, with six digits more unless the second is a whole one. */
function timeText(micros: number): string {
  const seconds = Math.floor(micros / microsPerSecond);
  const fraction = micros - seconds * microsPerSecond;
  const text = new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', '');
  return fraction === 0 ? text : `${text}.${String(fraction).padStart(6, '0')}`;
}

const optionalTime = (value: ColumnValue): RawValue => (value === null ? null : timeText(Number(value)));

/** Text that was kept as it came goes back as it came; other JSON as PostgreSQL prints it. */
const document = (name: string, json: string, original: string): LegacyColumn => ({
  name,
  from: [json, original],
  of: (stored) => String(stored(original) ?? stored(json)),
});

/** Columns that are more than a stored one under another name. */
const special: Readonly<Record<string, LegacyColumn>> = {
  date: { name: 'date', from: ['ts'], of: sessionText },
  info_json: document('info_json', 'info', 'original'),
  parameters_json: document('parameters_json', 'parameters', 'parameters_original'),
  contract_symbol: {
    name: 'contract_symbol',
    from: ['contract', 'contract_derived'],
    of: (stored) => (stored('contract_derived') === true ? null : String(stored('contract'))),
  },
};

/** The times of a dated row, of which older files have one: see `fetched_at` and `first_fetched_at`. */
function fetchTime(name: string, hasBoth: boolean): LegacyColumn {
  if (name === 'created_at' && hasBoth) {
    return {
      name,
      from: ['fetched_at', 'first_fetched_at'],
      of: (stored) => optionalTime(stored('first_fetched_at') ?? stored('fetched_at')),
    };
  }
  return { name, from: ['fetched_at'], of: (stored) => optionalTime(stored('fetched_at')) };
}

/** How one table's stored rows are written as rows of the older application. */
export class LegacyRows<Row> {
  readonly #columns: readonly LegacyColumn[];
  readonly #at: ReadonlyMap<string, number>;

  /** @param present the columns that the file has */
  constructor(target: TargetTable<Row>, present: readonly string[]) {
    this.#at = new Map(target.columns.map(({ name }, at) => [name, at]));
    const hasBoth = present.includes('created_at') && present.includes('updated_at');
    this.#columns = present.flatMap((name) => special[name] ?? this.#plain(target, name, hasBoth));
  }

  /** A whole row, without the id where that is only a number of SQLite's. */
  rowOf(row: StoredRow): RawRow {
    return this.#valuesOf(row, this.#columns);
  }

  /** Only the columns that say some stored columns. */
  changesOf(row: StoredRow, differing: ReadonlySet<string>): RawRow {
    return this.#valuesOf(
      row,
      this.#columns.filter(({ from }) => from.some((name) => differing.has(name))),
    );
  }

  #valuesOf(row: StoredRow, columns: readonly LegacyColumn[]): RawRow {
    const stored: Stored = (name) => row[this.#at.get(name) ?? -1] ?? null;
    return Object.fromEntries(columns.map(({ name, of }) => [name, of(stored)]));
  }

  #plain(target: TargetTable<Row>, name: string, hasBoth: boolean): LegacyColumn | [] {
    const isTime = name === 'created_at' || name === 'updated_at';
    if (isTime && target.hypertable) return fetchTime(name, hasBoth);
    const from = renamed[name] ?? name;
    const type = target.columns.find((column) => column.name === from)?.type;
    if (type === undefined) return [];
    const raw = (value: ColumnValue): RawValue => {
      if (value === null) return null;
      if (type === 'timestamptz') return timeText(Number(value));
      if (type === 'date') return dateText(Number(value));
      if (typeof value === 'boolean') return value ? 1n : 0n;
      // SQLite keeps no negative zero in a column of numbers.
      return value === 0 ? 0 : value;
    };
    return { name, from: [from], of: (stored) => raw(stored(from)) };
  }
}
