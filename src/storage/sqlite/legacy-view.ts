import type { Validated } from '../../domain/defect.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import { noRepairs, type RepairSet } from '../../domain/repair.ts';
import type { ValidationContext } from '../../etl/legacy/context.ts';
import { type DecisionRules, decideRows } from '../../etl/legacy/decide-rows.ts';
import { rowRepairer } from '../../etl/legacy/row-repairer.ts';
import { type LegacyFile, openLegacyFile } from '../../sources/legacy-sqlite/open.ts';
import { knownSymbols, type RowFilter, readRows } from '../../sources/legacy-sqlite/read.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { identityIn } from '../timescale/record-identity.ts';
import type { TargetTable } from '../timescale/target-tables.ts';

/** A legacy file as it is at one moment. */
export interface LegacyView {
  readonly file: LegacyFile;
  readonly context: ValidationContext;
  /** The repairs of the migration whose outcome is shown. */
  readonly repairs: RepairSet;
}

export interface ViewOptions {
  /** How long to wait while the older application holds the file locked, in milliseconds (default 5000). */
  readonly busyTimeoutMs?: number;
  /** The time against which dates are judged to lie in the future; by default the clock's. */
  readonly asOf?: EpochMicros;
  /** What is mended in rows, as in a migration with these repairs; by default nothing. */
  readonly repairs?: RepairSet;
}

/**
 * Asks a legacy file within one read transaction. It is opened for each question: the next one sees what the older
 * application has committed meanwhile, also where it has replaced the file, and between questions nothing is locked.
 * During one its commits wait; a question reads one symbol, ten thousand rows in some tens of milliseconds, and its
 * driver waits five seconds.
 * @throws StockulaError SOURCE_UNUSABLE, for a lock that is not given up in time too; DISK_FULL
 */
export function inLegacyView<Answer>(
  path: string,
  { busyTimeoutMs, asOf, repairs = noRepairs }: ViewOptions,
  ask: (view: LegacyView) => Answer,
): Answer {
  const file = openLegacyFile(path, busyTimeoutMs === undefined ? {} : { busyTimeoutMs });
  try {
    file.database.exec('BEGIN');
    const nowMicros = asOf ?? ((Date.now() * 1_000) as EpochMicros);
    return ask({ file, context: { knownSymbols: knownSymbols(file, repairs), nowMicros }, repairs });
  } finally {
    file.close();
  }
}

/** What a migration would do with the rows of a table. */
export interface LegacyTableReader<Row> {
  readonly source: LegacyTableName;
  readonly target: TargetTable<Row>;
  readonly validate: (row: RawRow) => Validated<Row>;
  /** Needed where there are many rows; by default all that were read are remembered. */
  readonly neighbours?: DecisionRules<Row>['neighbours'];
  /** See `RepairRules.agreeingOptions`. */
  readonly agreeingOptions?: ReadonlySet<bigint>;
}

/**
 * The records that a migration would write of some rows, in the source's order. The filter must not take one of two
 * rows with the same key and leave the other.
 */
export function* recordsOf<Row>(
  { file, repairs }: LegacyView,
  reader: LegacyTableReader<Row>,
  only?: RowFilter,
): Generator<Row> {
  const { source, target, validate, neighbours = null, agreeingOptions = new Set() } = reader;
  const repair = rowRepairer({ kinds: repairs, agreeingOptions });
  const rules = { ...identityIn(target), repair, validate, neighbours };
  for (const decision of decideRows(readRows(file, source, only, repairs), rules)) {
    if (decision.kind === 'write') yield decision.record;
  }
}
