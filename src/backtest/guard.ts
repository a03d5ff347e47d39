import type { BarSeries } from '../domain/bar.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';
import { strategyTools } from './strategies/tools.ts';
import type { PreparedStrategy, StrategyDefinition } from './strategy.ts';
import type { StrategyFile } from './strategy-file.ts';

export type Unguarded = Omit<StrategyDefinition, 'prepare'> & Pick<StrategyFile, 'prepare'>;

const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Part of the bars that a strategy is prepared with once more, to see whether it looks ahead. */
const shorter = 0.6;

function failed(file: string, expected: string, got: string, remedy: string, cause?: unknown): StockulaError {
  return new StockulaError(
    'STRATEGY_INVALID',
    { expected: `the strategy of ${file} ${expected}`, got, remedy },
    cause,
  );
}

/** Where in the file something was thrown, as `:12:5`, for a message. */
function placeOf(thrown: unknown, file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  const lines = thrown instanceof Error ? (thrown.stack ?? '').split('\n') : [];
  const line = lines.find((text) => text.includes(base));
  return /(:\d+:\d+)\)?$/.exec(line ?? '')?.[1] ?? '';
}

/**
 * A strategy that was not written here, kept from harm by mistake: what it throws is told with its place, its
 * indicators are checked, and it cannot look ahead unnoticed. It gets copies of the bars; after `prepare`, bars and
 * indicators that lie ahead are NaN until their turn; and the indicators of a shorter series must be the same, or it
 * is refused.
 */
export function guarded(strategy: Unguarded, file: string): StrategyDefinition {
  const prepare = (bars: BarSeries, params: Readonly<Record<string, number>>): PreparedStrategy => {
    try {
      return strategy.prepare(bars, params, strategyTools);
    } catch (error) {
      const got = `${messageOf(error)} (${file}${placeOf(error, file)})`;
      throw failed(file, 'to prepare', got, 'Mend the file.', error);
    }
  };
  return {
    ...strategy,
    check(params) {
      try {
        return strategy.check?.(params) ?? null;
      } catch (error) {
        const got = `${messageOf(error)} (${file}${placeOf(error, file)})`;
        throw failed(file, 'to check its parameters', got, 'Mend the file.', error);
      }
    },
    prepare(bars, params) {
      const own = copyOf(bars, bars.ts.length);
      const prepared = checkedShape(prepare(own, params), bars.ts.length, file);
      const indicators = copies(prepared.indicators);
      const cut = Math.floor(bars.ts.length * shorter);
      if (cut > 0) {
        const part = checkedShape(prepare(copyOf(bars, cut), params), cut, file);
        refuseLookingAhead(indicators, part.indicators, file);
      }
      const veils = [
        ...columns.map((name) => veil(own[name], bars[name])),
        ...Object.entries(indicators).map(([name, values]) => veil(prepared.indicators[name], values)),
      ];
      return {
        indicators,
        next(trader) {
          for (const lift of veils) lift(trader.index);
          try {
            prepared.next(trader);
          } catch (error) {
            const day = new Date(bars.ts[trader.index] ?? 0).toISOString().slice(0, 10);
            const got = `${messageOf(error)} (${file}${placeOf(error, file)})`;
            throw failed(file, `to decide at the bar of ${day}`, got, 'Mend the file.', error);
          }
        },
      };
    },
  };
}

function copyOf(bars: BarSeries, end: number): BarSeries {
  return {
    ...bars,
    ts: bars.ts.slice(0, end),
    open: bars.open.slice(0, end),
    high: bars.high.slice(0, end),
    low: bars.low.slice(0, end),
    close: bars.close.slice(0, end),
    volume: bars.volume.slice(0, end),
  };
}

function copies(indicators: Readonly<Record<string, Float64Array>>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(indicators).map(([name, values]) => [name, values.slice()]));
}

/** Hides what lies ahead in an array that the strategy holds; the function it returns shows it up to a bar. */
function veil(held: Float64Array | undefined, values: Float64Array): (index: number) => void {
  held?.fill(Number.NaN);
  let shown = 0;
  return (index) => {
    for (; shown <= index; shown++) if (held) held[shown] = values[shown] ?? Number.NaN;
  };
}

function checkedShape(prepared: unknown, length: number, file: string): PreparedStrategy {
  const given = prepared as Partial<PreparedStrategy> | null | undefined;
  const remedy = 'Return { indicators: { name: Float64Array }, next(trader) { … } }.';
  if (typeof given?.next !== 'function') throw failed(file, 'to return a function next', 'none', remedy);
  const { indicators } = given;
  if (typeof indicators !== 'object' || indicators === null) {
    throw failed(file, 'to return indicators', String(indicators), `${remedy} It may be empty.`);
  }
  for (const [name, values] of Object.entries(indicators)) {
    if (values instanceof Float64Array && values.length === length) continue;
    const got = values instanceof Float64Array ? `${values.length} values` : typeof values;
    throw failed(file, `to return indicator ${name} as a Float64Array of ${length} values`, got, remedy);
  }
  return given as PreparedStrategy;
}

function refuseLookingAhead(
  whole: Readonly<Record<string, Float64Array>>,
  part: Readonly<Record<string, Float64Array>>,
  file: string,
): void {
  for (const [name, values] of Object.entries(part)) {
    const at = values.findIndex((value, index) => !isSame(value, whole[name]?.[index] ?? Number.NaN));
    if (at < 0) continue;
    throw failed(
      file,
      'to know nothing of later bars',
      `another value of indicator ${name} at bar ${at} when bars after bar ${values.length - 1} are left out`,
      'Calculate each value from bars up to its own only.',
    );
  }
}

function isSame(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
