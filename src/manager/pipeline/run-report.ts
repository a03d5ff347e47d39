import type { SourceFailure } from '../../domain/source.ts';
import type { SeriesCounts } from '../../storage/timescale/pipeline/etl-run.ts';
import type { Metrics } from '../../telemetry/metric-table.ts';

export type SymbolOutcome = 'success' | 'failed' | 'skipped';

/** What became of a symbol in a run. */
export interface SymbolReport {
  readonly symbol: string;
  readonly interval: string;
  readonly outcome: SymbolOutcome;
  /** Why it failed or was skipped; null otherwise. */
  readonly reason: string | null;
  /** What to do about a failure, where that is known. */
  readonly remedy?: string;
  /** Who answered; null where nobody was asked. */
  readonly source: string | null;
  readonly counts: SeriesCounts;
  /** Of the kept bars those that differ from what other sources have stored, by the name of the source. */
  readonly keptFor?: Readonly<Record<string, number>>;
  /** What the sources said, where none of them answered. */
  readonly failures?: readonly SourceFailure[];
}

/** A run of the pipeline, symbol by symbol. */
export interface RunReport {
  readonly id: string;
  readonly kind: 'fetch' | 'file';
  readonly seconds: number;
  readonly symbols: readonly SymbolReport[];
}

/** Several runs as a whole, and `failures` besides: `partial` where some failed and others did not. */
export function verdictOf(runs: readonly RunReport[], failures = 0): 'success' | 'partial' | 'failed' {
  const outcomes = runs.flatMap(({ symbols }) => symbols.map(({ outcome }) => outcome));
  const failed = outcomes.filter((outcome) => outcome === 'failed').length + failures;
  if (failed === 0) return 'success';
  return failed === outcomes.length + failures ? 'failed' : 'partial';
}

/** Counts what became of a symbol and its rows. */
export function countReport(
  metrics: Metrics,
  kind: RunReport['kind'],
  { outcome, source, counts }: SymbolReport,
): void {
  metrics.add('stockula_etl_symbols_total', { kind, outcome });
  for (const [what, rows] of Object.entries(counts)) {
    if (rows > 0) metrics.add('stockula_etl_rows_total', { source: source ?? 'none', outcome: what }, rows);
  }
}
