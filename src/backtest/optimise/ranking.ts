import type { Statistics } from '../statistics/names.ts';
import type { RankingMetric } from './metric.ts';

/** What one combination of parameters came to. */
export interface GridRun {
  readonly params: Readonly<Record<string, number>>;
  readonly statistics: Statistics;
}

/** The metric of a run; null where the run has none. */
export function metricOf(run: GridRun, metric: RankingMetric): number | null {
  const value = run.statistics[metric.name];
  return typeof value === 'number' ? value : null;
}

/** The runs, best first. Equal ones stay in the order of the grid; those without the metric come last. */
export function ranked(runs: readonly GridRun[], metric: RankingMetric): GridRun[] {
  const worst = Number.NEGATIVE_INFINITY;
  const score = (run: GridRun) => {
    const value = metricOf(run, metric);
    return value === null ? worst : metric.lowerIsBetter ? -value : value;
  };
  const scored = runs.map((run) => ({ run, score: score(run) }));
  return scored.sort((a, b) => (a.score === b.score ? 0 : b.score - a.score)).map(({ run }) => run);
}

/** The metric over two parameters; all others are at their values in the best run. */
export interface HeatMap {
  readonly metric: string;
  readonly rows: { readonly parameter: string; readonly values: readonly number[] };
  readonly columns: { readonly parameter: string; readonly values: readonly number[] };
  /** By row and column; null where the combination makes no sense or has no such figure. */
  readonly values: readonly (readonly (number | null)[])[];
  /** The other parameters, as held. */
  readonly others: Readonly<Record<string, number>>;
}

/**
 * A slice through the grid at its best point: the two parameters with the most values; of equally many, the first
 * ones. Null with fewer than two that vary.
 */
export function heatMapOf(
  runs: readonly GridRun[],
  grid: Readonly<Record<string, readonly number[]>>,
  metric: RankingMetric,
): HeatMap | null {
  const varying = Object.entries(grid).filter(([, values]) => values.length > 1);
  const [first, second] = varying.toSorted(([, a], [, b]) => b.length - a.length);
  const [best] = ranked(runs, metric);
  if (first === undefined || second === undefined || best === undefined) return null;
  const [rows, columns] = [first, second].sort((a, b) => varying.indexOf(a) - varying.indexOf(b));
  if (rows === undefined || columns === undefined) return null;
  const others = Object.fromEntries(
    Object.entries(best.params).filter(([name]) => name !== rows[0] && name !== columns[0]),
  );
  const slice = runs.filter((run) =>
    Object.entries(others).every(([name, value]) => run.params[name] === value),
  );
  const key = (row: number | undefined, column: number | undefined) => `${row} ${column}`;
  const byPlace = new Map(
    slice.map((run) => [key(run.params[rows[0]], run.params[columns[0]]), metricOf(run, metric)] as const),
  );
  return {
    metric: metric.name,
    rows: { parameter: rows[0], values: rows[1] },
    columns: { parameter: columns[0], values: columns[1] },
    values: rows[1].map((row) => columns[1].map((column) => byPlace.get(key(row, column)) ?? null)),
    others,
  };
}
