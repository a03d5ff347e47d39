import type { EpochMicros } from '../../domain/nominal.ts';

/** What a row is checked against. */
export interface ValidationContext {
  /** The symbols in the source's `stocks`, exactly as written there. */
  readonly knownSymbols: ReadonlySet<string>;
  /** The time of the check, from the caller: validators have no clock. */
  readonly nowMicros: EpochMicros;
}

export interface OptionContext extends ValidationContext {
  readonly right: 'call' | 'put';
  /** The ids of rows without a contract symbol whose terms and quote time another such row shares. */
  readonly duplicateNullContracts: ReadonlySet<bigint>;
}

export interface PresetContext {
  readonly knownStrategyIds: ReadonlySet<bigint>;
}
