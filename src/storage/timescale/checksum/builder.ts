import type { ColumnValue, TargetColumn, TargetTable } from '../target-tables.ts';
import { HashThread } from './hash-thread.ts';
import { DigestSums, type RowBlock } from './row-block.ts';
import { RowEncoder } from './row-encoder.ts';
import type { Checksums } from './stored.ts';

const blockRows = 2_048;
const blockBytes = 256 << 10;
/** From so many rows on a thread of their own hashes them. */
const manyRows = 50_000;

/** Adds up the checksums of records as they pass. */
export class ChecksumBuilder<Row> {
  readonly #groupOf: (record: Row) => string;
  readonly #encoder: RowEncoder<Row>;
  readonly #numbers = new Map<string, number>();
  readonly #rowsOf: number[] = [];
  readonly #sums = new DigestSums();
  #ends = new Uint32Array(blockRows);
  #groups = new Uint32Array(blockRows);
  #rows = 0;
  #all = 0;
  #thread: HashThread | null = null;

  constructor(table: TargetTable<Row>) {
    this.#groupOf = groupNames(table);
    this.#encoder = new RowEncoder(table.columns);
  }

  add(record: Row): void {
    const group = this.#numberOf(this.#groupOf(record));
    this.#rowsOf[group] = (this.#rowsOf[group] ?? 0) + 1;
    const end = this.#encoder.append(record);
    this.#ends[this.#rows] = end;
    this.#groups[this.#rows] = group;
    this.#rows += 1;
    if (this.#rows === blockRows || end >= blockBytes) this.#hash();
  }

  /** How many rows each group has so far. */
  get counts(): ReadonlyMap<string, number> {
    return new Map([...this.#numbers].map(([name, group]) => [name, this.#rowsOf[group] ?? 0]));
  }

  /** Of all that was added. No more can be added afterwards. */
  async sums(): Promise<Checksums> {
    this.#hash();
    if (this.#thread) this.#sums.addSums(await this.#thread.end());
    this.#thread = null;
    return new Map(
      [...this.#numbers].map(([name, group]) => [
        name,
        { rows: this.#rowsOf[group] ?? 0, checksum: this.#sums.sumOf(group) },
      ]),
    );
  }

  /** Gives up what was added. */
  async abandon(): Promise<void> {
    await this.#thread?.abandon();
    this.#thread = null;
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }

  #hash(): void {
    const rows = this.#rows;
    if (rows === 0) return;
    const block: RowBlock = { bytes: this.#encoder.take(), ends: this.#ends, groups: this.#groups, rows };
    this.#rows = 0;
    this.#all += rows;
    if (this.#all >= manyRows) this.#thread ??= new HashThread();
    if (!this.#thread?.take(block)) {
      this.#sums.add(block);
      return;
    }
    // They belong to the thread now.
    this.#ends = new Uint32Array(blockRows);
    this.#groups = new Uint32Array(blockRows);
  }
}

/** What names the group of a record: `SYMBOL YEAR` of a hypertable's, `all` of a plain table's. */
export function groupNames<Row>({ hypertable, columns }: TargetTable<Row>): (record: Row) => string {
  if (!hypertable) return () => 'all';
  const column = (wanted: string): TargetColumn<Row> | undefined =>
    columns.find(({ name }) => name === wanted);
  const [symbol, ts] = [column('symbol'), column('ts')];
  // Records of a symbol mostly follow each other: a name holds for all of a year.
  let last = { symbol: undefined as ColumnValue | undefined, from: 0, to: 0, name: '' };
  return (record) => {
    const [own, micros] = [symbol?.of(record), Number(ts?.of(record))];
    if (own === last.symbol && micros >= last.from && micros < last.to) return last.name;
    const year = new Date(Math.floor(micros / 1000)).getUTCFullYear();
    last = { symbol: own, from: startOf(year), to: startOf(year + 1), name: `${own} ${year}` };
    return last.name;
  };
}

/** The first moment of a year, in microseconds. */
function startOf(year: number): number {
  // Not Date.UTC alone, which takes the years 0 to 99 for those of the last century.
  return new Date(0).setUTCFullYear(year, 0, 1) * 1000;
}
