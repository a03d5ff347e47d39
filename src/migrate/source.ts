import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, StockulaError } from '../domain/errors.ts';
import type { EpochMicros } from '../domain/nominal.ts';
import { noRepairs, type RepairSet } from '../domain/repair.ts';
import type { OptionContext, PresetContext, ValidationContext } from '../etl/legacy/context.ts';
import { validateStrategyRow } from '../etl/legacy/strategy.ts';
import { processExists } from '../infra/system/process-exists.ts';
import {
  agreeingNullContracts,
  duplicateNullContracts,
  type OptionTableName,
} from '../sources/legacy-sqlite/null-contracts.ts';
import { type LegacyFile, openLegacyFile } from '../sources/legacy-sqlite/open.ts';
import { allRows, knownSymbols, readRows } from '../sources/legacy-sqlite/read.ts';
import { takeSnapshot } from '../sources/legacy-sqlite/snapshot.ts';
import { explain } from '../sources/legacy-sqlite/source-errors.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';

/** One point in time of a legacy database, private to this process. */
export interface MigrationSource {
  /** The user's file. */
  readonly path: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
  /** Whether a recovered private copy of it is read, because its last writer crashed in the middle of a write. */
  readonly recovered: boolean;
  /** The snapshot taken of it. */
  readonly file: LegacyFile;
  /** SHA-256 of the snapshot: equal content, equal fingerprint. */
  readonly fingerprint: string;
  /** Removes the snapshot. */
  close(): void;
}

/** Which repairs are on, and what validators and repairs of each table need to know of the rest of the source. */
export interface SourceContexts {
  readonly repairs: RepairSet;
  /** See `RepairRules.agreeingOptions`. */
  readonly agreeingOptions: ReadonlyMap<LegacyTableName, ReadonlySet<bigint>>;
  readonly plain: ValidationContext;
  readonly calls: OptionContext;
  readonly puts: OptionContext;
  readonly presets: PresetContext;
}

/**
 * Takes a snapshot of a legacy database, whose application may go on writing, and opens it.
 * @param scratchFolder where the snapshot is kept meanwhile; it needs as much room as the file
 * @throws StockulaError SOURCE_UNUSABLE, DISK_FULL, DATA_DIR_UNUSABLE
 */
export async function openSource(path: string, scratchFolder: string): Promise<MigrationSource> {
  // The user's own file is looked at first: its problems are told in its own name.
  const given = openLegacyFile(path);
  given.close();
  makeScratch(scratchFolder);
  const snapshot = join(scratchFolder, `snapshot-${process.pid}-${Date.now()}.db`);
  // Also when the process is interrupted; after a kill the next run removes it.
  const remove = (): void => rmSync(snapshot, { force: true });
  process.once('exit', remove);
  const forget = (): void => {
    process.off('exit', remove);
    remove();
  };
  try {
    await takeSnapshot(path, snapshot);
    const file = openLegacyFile(snapshot);
    return {
      path: realpathSync(path),
      sizeBytes: given.sizeBytes,
      recovered: given.recovered,
      file,
      fingerprint: await fingerprintOf(snapshot),
      close: () => {
        file.close();
        forget();
      },
    };
  } catch (error) {
    forget();
    throw explain(path, error);
  }
}

/** @throws StockulaError DATA_DIR_UNUSABLE */
function makeScratch(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeAbandoned(folder);
  } catch (error) {
    throw new StockulaError(
      'DATA_DIR_UNUSABLE',
      {
        expected: `a folder ${folder} for the snapshot that this user can make and write`,
        got: messageOf(error),
        remedy: 'Mend its permissions, or move away what is in its place.',
      },
      error,
    );
  }
}

function removeAbandoned(scratchFolder: string): void {
  for (const path of abandonedSnapshots(scratchFolder)) rmSync(path, { force: true });
}

/** Snapshots that killed processes left behind, and parts of such. In a container the next one often has their number. */
export function abandonedSnapshots(scratchFolder: string): string[] {
  if (!existsSync(scratchFolder)) return [];
  const ourStart = Date.now() - process.uptime() * 1000;
  const isAbandoned = (name: string): boolean => {
    const [, owner, madeAt] = /^snapshot-(\d+)-(\d+)/.exec(name) ?? [];
    if (owner === undefined) return false;
    return Number(owner) === process.pid ? Number(madeAt) < ourStart : !processExists(Number(owner));
  };
  return readdirSync(scratchFolder)
    .filter(isAbandoned)
    .map((name) => join(scratchFolder, name));
}

async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @param asOf the time against which dates are judged to lie in the future */
export function readContexts(
  file: LegacyFile,
  asOf: EpochMicros,
  repairs: RepairSet = noRepairs,
): SourceContexts {
  const plain: ValidationContext = { knownSymbols: knownSymbols(file, repairs), nowMicros: asOf };
  const duplicates = (table: OptionTableName): Pick<OptionContext, 'duplicateNullContracts'> => ({
    duplicateNullContracts: duplicateNullContracts(file, table, allRows, repairs),
  });
  const optionTables = ['options_calls', 'options_puts'] as const;
  return {
    repairs,
    agreeingOptions: new Map(
      optionTables.map((table) => [table, agreeingNullContracts(file, table, allRows, repairs)]),
    ),
    plain,
    calls: { ...plain, right: 'call', ...duplicates('options_calls') },
    puts: { ...plain, right: 'put', ...duplicates('options_puts') },
    presets: { knownStrategyIds: usableStrategyIds(file) },
  };
}

/** A preset whose strategy is quarantined has nothing to belong to either. */
function usableStrategyIds(file: LegacyFile): ReadonlySet<bigint> {
  const ids = new Set<bigint>();
  for (const { row } of readRows(file, 'strategies')) {
    const validated = validateStrategyRow(row, undefined);
    if (validated.ok) ids.add(validated.record.id);
  }
  return ids;
}
