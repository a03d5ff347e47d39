import type { TargetTable } from '../storage/timescale/target-tables.ts';

// The two tables for rows that are not written as they are, as destinations whose content can be compared.

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
