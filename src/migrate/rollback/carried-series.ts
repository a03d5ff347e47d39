import type pg from 'pg';
import type { LegacyFile } from '../../sources/legacy-sqlite/open.ts';
import { ChecksumBuilder } from '../../storage/timescale/checksum/builder.ts';
import { type Checksums, storedChecksums } from '../../storage/timescale/checksum/stored.ts';
import { asStoredRows, readStored, type StoredRow } from '../../storage/timescale/read-back.ts';
import type { Route } from '../routes.ts';
import { AdjustedBars } from './adjusted-bars.ts';
import { AdjustedDividends } from './adjusted-dividends.ts';
import type { AdjustedRows } from './adjusted-rows.ts';
import { carriedRows, ofSymbol } from './carried-rows.ts';

/** Rows that a file should say, and whether they are stored otherwise. */
interface CarriedPart {
  readonly rows: readonly StoredRow[];
  readonly isAdjusted: boolean;
}

const adjusted: Readonly<Record<string, new (pool: pg.Pool) => AdjustedRows>> = {
  price_history: AdjustedBars,
  dividends: AdjustedDividends,
};

/** The rows of a hypertable that a file should say: those that it can say as they are, and those that it has adjusted. */
export class CarriedSeries<Row> {
  readonly #route: Route<Row>;
  readonly #pool: pg.Pool;
  readonly #carried: string;
  readonly #adjusted: AdjustedRows | null;

  constructor(route: Route<Row>, pool: pg.Pool, file: LegacyFile) {
    this.#route = route;
    this.#pool = pool;
    this.#carried = carriedRows(route, file);
    const Adjusted = adjusted[route.source];
    this.#adjusted = Adjusted ? new Adjusted(pool) : null;
  }

  /** By symbol and year. */
  async checksums(): Promise<Checksums> {
    const { target } = this.#route;
    const sums = await storedChecksums(this.#pool, target, { from: this.#carried, values: [] });
    if (!this.#adjusted) return sums;
    const builder = new ChecksumBuilder(asStoredRows(target));
    for await (const rows of this.#adjusted.all()) for (const row of rows) builder.add(row);
    for (const [name, { rows, checksum }] of await builder.sums()) {
      const sum = sums.get(name) ?? { rows: 0, checksum: 0n };
      sums.set(name, { rows: sum.rows + rows, checksum: sum.checksum + checksum });
    }
    return sums;
  }

  /** Those of a symbol; of one year, or of all. */
  async *of(symbol: string, year: number | null): AsyncGenerator<CarriedPart> {
    const stored = ofSymbol(this.#carried, symbol, year);
    yield { rows: await readStored(this.#pool, this.#route.target, stored), isAdjusted: false };
    if (this.#adjusted && year !== null)
      yield { rows: await this.#adjusted.ofSymbol(symbol, year), isAdjusted: true };
  }
}
