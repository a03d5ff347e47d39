import type { RawRow } from '../../domain/raw-row.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { canonicalJson } from '../../storage/timescale/canonical-json.ts';
import { fieldText } from '../../storage/timescale/field-text.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';
import type { ColumnType, ColumnValue, TargetTable } from '../../storage/timescale/target-tables.ts';
import type { Route } from '../routes.ts';
import type { CarryTally, LeftOutReason, Outcome } from './carried-back.ts';
import type { CarryJob } from './carry-job.ts';
import { type FileRow, rowidOf } from './file-rows.ts';
import { LegacyRows } from './legacy-row.ts';

const actionKey = ['symbol', 'date'];
const optionKey = ['symbol', 'expiration_date', 'strike', 'contract_symbol'];

/** The unique keys of the older application's tables; of the others it is the id. */
const legacyKeys: Partial<Record<LegacyTableName, readonly string[]>> = {
  stocks: ['symbol'],
  stock_info: ['symbol'],
  price_history: ['symbol', 'date', 'interval'],
  dividends: actionKey,
  splits: actionKey,
  options_calls: optionKey,
  options_puts: optionKey,
};

/** Writes stored rows of one table into the file, where it does not say the same. */
export class RowCarrier<Row> {
  readonly #route: Route<Row>;
  readonly #job: CarryJob;
  readonly #tally: CarryTally;
  readonly #rows: LegacyRows<Row>;
  readonly #tsAt: number;

  constructor(route: Route<Row>, job: CarryJob, tally: CarryTally) {
    this.#route = route;
    this.#job = job;
    this.#tally = tally;
    this.#rows = new LegacyRows(route.target, job.file.columnsOf(route.source));
    this.#tsAt = route.target.columns.findIndex(({ name }) => name === 'ts');
  }

  /** @param found what the file says under its key */
  carry(stored: StoredRow, found: FileRow | undefined, isAdjusted = false): void {
    const before = this.#tally.written;
    this.#tally.note(found ? this.#amend(stored, found) : this.#add(stored));
    if (isAdjusted) this.#tally.adjusted += this.#tally.written - before;
  }

  #amend(stored: StoredRow, found: FileRow): Outcome {
    const { source, target } = this.#route;
    const { writer } = this.#job;
    const differing = differingColumns(target, stored, found.values);
    if (differing.size === 0) return 'same';
    if (target.accumulates && Number(found.values[this.#tsAt]) > Number(stored[this.#tsAt]))
      return 'newer_in_file';
    const unfit = this.#unfitness(stored, this.#rows.rowOf(stored));
    if (unfit) return unfit;
    const changes = this.#rows.changesOf(stored, differing);
    const places = found.places.map((place) => rowidOf(writer, source, place));
    return places.every((rowid) => writer.update(source, rowid, changes)) ? 'updated' : 'refused_by_schema';
  }

  #add(stored: StoredRow): Outcome {
    const { source } = this.#route;
    const { writer } = this.#job;
    const row = this.#rows.rowOf(stored);
    const unfit = this.#unfitness(stored, row);
    if (unfit) return unfit;
    const key = Object.fromEntries(
      (legacyKeys[source] ?? ['id']).map((name) => [name, row[name] ?? null] as const),
    );
    const unusable = writer.find(source, key);
    if (row['contract_symbol'] === null) {
      // Without a name there is no telling which of the file's quotes it is, nor whether it is there already.
      const nameless = unusable ?? writer.find(source, { ...key, contract_symbol: '' });
      if (nameless !== null) return 'duplicate_option';
    } else if (unusable !== null) {
      return writer.update(source, unusable, row) ? 'mended' : 'refused_by_schema';
    }
    return writer.insert(source, row) ? 'inserted' : 'refused_by_schema';
  }

  /** Why the file cannot say it: read back, it must be taken, and as the very same. */
  #unfitness(stored: StoredRow, row: RawRow): LeftOutReason | null {
    const { target, validate } = this.#route;
    const read = validate(row, this.#job.contexts);
    if (!read.ok) return read.defect;
    const values = target.columns.map(({ of }) => of(read.record));
    return differingColumns(target, stored, values).size === 0 ? null : 'not_representable';
  }
}

function differingColumns<Row>({ columns }: TargetTable<Row>, one: StoredRow, other: StoredRow): Set<string> {
  const names = columns.flatMap(({ name, type }, at) =>
    isSame(type, one[at] ?? null, other[at] ?? null) ? [] : [name],
  );
  return new Set(names);
}

/** By bits, and JSON by what it says. */
function isSame(type: ColumnType, one: ColumnValue, other: ColumnValue): boolean {
  if (type === 'jsonb' && one !== null && other !== null && one !== other)
    return canonicalJson(String(one)) === canonicalJson(String(other));
  return fieldText(type, one) === fieldText(type, other);
}
