import type { BarSeries } from '../domain/bar.ts';
import { blocks, type Span } from './blocks.ts';
import type { Columns, InputColumn } from './columns.ts';
import { findRuns, type Run } from './runs.ts';

/** A number for each bar, or bits. */
export type DerivedValues = Float64Array | Int32Array;

/** What several indicators read and is made of the bars, such as the traits of candles. */
export interface DerivedLine<State = unknown, Values extends DerivedValues = DerivedValues> {
  /** Names the calculation with all that it depends on: lines of the same name hold the same values. */
  readonly name: string;
  /** An empty line with room for so many bars; with room for more it begins the same. */
  make(bars: number): Values;
  /** The state before the first bar; as in a recipe, it can be copied. */
  begin(): State;
  /** Writes `line` at bars `from` to `to - 1`; it has seen all bars before them in earlier calls. */
  advance(state: State, columns: Columns, line: Values, span: Span): void;
}

/** Lines by name. */
export type DerivedLines = Readonly<Record<string, DerivedValues>>;

/** The values of a line among those that a recipe was given. Throws a TypeError if it did not ask for the line. */
export function valuesOf<Values extends DerivedValues>(
  lines: DerivedLines,
  { name }: DerivedLine<unknown, Values>,
): Values {
  const values = lines[name];
  if (values === undefined) throw new TypeError(`Line ${name} was not derived`);
  return values as Values;
}

/**
 * What has been derived from one series. Whoever computes several indicators over it hands the same object to each,
 * so that they share that work. The series must not change as long as the object is in use.
 */
export class Derivations {
  readonly #series: BarSeries;
  readonly #runs = new Map<string, readonly Run[]>();
  readonly #lines = new Map<string, DerivedValues>();

  constructor(series: BarSeries) {
    this.#series = series;
  }

  /** Throws a TypeError if they are another series' derivations. */
  of(series: BarSeries): this {
    if (series !== this.#series) throw new TypeError('Derivations of another series');
    return this;
  }

  /** Where all these columns are complete. */
  runs(inputs: readonly InputColumn[]): readonly Run[] {
    const key = inputs.join(' ');
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const columns = inputs.map((input) => this.#series[input]);
    const runs = findRuns(columns, this.#series.close.length);
    this.#runs.set(key, runs);
    return runs;
  }

  /** Lines over a run, by name; `columns` are those of the run. */
  lines(run: Run, columns: Columns, lines: readonly DerivedLine[]): DerivedLines {
    return Object.fromEntries(lines.map((line) => [line.name, this.#line(run, columns, line)]));
  }

  #line(run: Run, columns: Columns, line: DerivedLine): DerivedValues {
    const key = `${line.name}, bars ${run.start} to ${run.end}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const count = run.end - run.start;
    const values = line.make(count);
    const state = line.begin();
    for (const span of blocks(count)) line.advance(state, columns, values, span);
    this.#lines.set(key, values);
    return values;
  }
}
