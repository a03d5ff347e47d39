import type { RepairKind } from '../domain/repair.ts';
import { type Decision, repairOf } from '../etl/legacy/decide-rows.ts';
import type { TargetTable } from '../storage/timescale/target-tables.ts';

// The tables for rows that are not written as they are, as destinations whose content can be compared.

export interface QuarantineEntry {
  readonly place: string;
  readonly reason: string;
  readonly twin: string | null;
  readonly original: string;
}

export interface MergedEntry {
  readonly place: string;
  readonly twin: string;
}

export interface RepairedEntry {
  readonly place: string;
  readonly kind: RepairKind;
}

/** What is filed about the repair of a row. */
export function repairedEntries(decision: Decision<unknown>): RepairedEntry[] {
  return (repairOf(decision)?.kinds ?? []).map((kind) => ({ place: decision.place, kind }));
}

const text = { type: 'text', nullable: false } as const;

export const quarantineTable: TargetTable<QuarantineEntry> = {
  name: 'quarantine',
  hypertable: false,
  key: ['place'],
  columns: [
    { ...text, name: 'place', of: ({ place }) => place },
    { ...text, name: 'reason', of: ({ reason }) => reason },
    { ...text, name: 'twin', nullable: true, of: ({ twin }) => twin },
    { ...text, name: 'original', of: ({ original }) => original },
  ],
};

export const mergedTable: TargetTable<MergedEntry> = {
  name: 'merged_rows',
  hypertable: false,
  key: ['place'],
  columns: [
    { ...text, name: 'place', of: ({ place }) => place },
    { ...text, name: 'twin', of: ({ twin }) => twin },
  ],
};

export const repairedTable: TargetTable<RepairedEntry> = {
  name: 'repaired_rows',
  hypertable: false,
  key: ['place', 'kind'],
  columns: [
    { ...text, name: 'place', of: ({ place }) => place },
    { ...text, name: 'kind', of: ({ kind }) => kind },
  ],
};

/** What a run files about rows, which mirrors the source as the last run found it. */
export const asideTables: readonly string[] = [quarantineTable.name, mergedTable.name, repairedTable.name];
