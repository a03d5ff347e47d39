import type { Config } from '../../config/schema.ts';
import { StockulaError } from '../../domain/errors.ts';
import { searchOptions } from '../../manager/backtest/options.ts';
import type { AnalyseOptions } from './analyse-options.ts';

const ofBacktest = ['strategy', 'optimize', 'walkForward', 'metric', 'direction'] as const;
/** They also settle the backtests by which an allocation is optimised. */
const ofOrders = ['fill', 'commission'] as const;
const flags = {
  strategy: '--strategy',
  optimize: '--optimize',
  walkForward: '--walk-forward',
  metric: '--metric',
  direction: '--direction',
  fill: '--fill',
  commission: '--commission',
};

/** Refuses options that would change nothing. @throws StockulaError USAGE */
export function refuseIgnored(options: AnalyseOptions): void {
  const { mode, saveOptimizedConfig } = options;
  if (saveOptimizedConfig !== undefined && mode !== 'optimize-allocation') {
    throw new StockulaError('USAGE', {
      expected: '--mode optimize-allocation beside --save-optimized-config',
      got: `--mode ${mode}`,
      remedy: 'Add --mode optimize-allocation; --save-config writes the configuration as it is.',
    });
  }
  const without = mode === 'optimize-allocation' ? ofBacktest : [...ofBacktest, ...ofOrders];
  const given = without.find((name) => options[name] !== undefined);
  const isAbout = mode === 'backtest' || mode === 'all' || options.saveConfig !== undefined;
  if (given === undefined || isAbout) return;
  throw new StockulaError('USAGE', {
    expected: `--mode backtest or all beside ${flags[given]}`,
    got: `--mode ${mode}, which it says nothing to`,
    remedy: `Leave ${flags[given]} out, or add --mode backtest.`,
  });
}

/** The same for what only the configuration can tell. @param format of the answer */
export function refuseWithout(options: AnalyseOptions, config: Config, format: string): void {
  const { table, metric } = options;
  refuseDatesOfAllocation(options, config);
  if (table !== undefined && format !== 'csv') {
    throw new StockulaError('USAGE', {
      expected: '-o csv beside --table',
      got: `-o ${format}`,
      remedy: 'Add -o csv, or leave --table out.',
    });
  }
  if (metric !== undefined && searchOptions(config) === null) {
    throw new StockulaError('USAGE', {
      expected: 'a search for parameters, which --metric ranks',
      got: '--metric alone',
      remedy: 'Add --optimize or --walk-forward, or leave --metric out.',
    });
  }
}

const rangeFlags = { from: '--from', to: '--to' } as const;
const splitFlags = {
  trainStart: '--train-start',
  trainEnd: '--train-end',
  testStart: '--test-start',
  testEnd: '--test-end',
} as const;

/** An allocation is made at the end of the range, or by backtest_optimized at the end of the configured test. */
function refuseDatesOfAllocation(options: AnalyseOptions, { portfolio }: Config): void {
  if (options.mode !== 'optimize-allocation') return;
  const byTest = portfolio.allocation_method === 'backtest_optimized';
  const ignored = Object.entries(byTest ? { ...rangeFlags, ...splitFlags } : splitFlags);
  const given = ignored.filter(([name]) => Reflect.get(options, name) !== undefined).map(([, flag]) => flag);
  if (given.length === 0) return;
  throw new StockulaError('USAGE', {
    expected: `no ${given.join(', ')} with --mode optimize-allocation by ${portfolio.allocation_method}`,
    got: byTest
      ? 'dates beside those of backtest_optimization, which alone count'
      : 'dates that it has no use for',
    remedy: byTest
      ? `Set the dates in backtest_optimization, and leave ${given.join(', ')} out.`
      : `Leave ${given.join(', ')} out, or use the method backtest_optimized.`,
  });
}
