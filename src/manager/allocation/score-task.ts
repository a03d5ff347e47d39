import { runBacktest } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import type { StatisticName } from '../../backtest/statistics/names.ts';
import { strategyCatalogue } from '../../backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import type { StrategyDefinition } from '../../backtest/strategy.ts';
import type { BarSeries } from '../../domain/bar.ts';

interface Window {
  readonly from: number;
  readonly to: number;
}

/** One instrument whose strategies are to be ranked. */
export interface ScoreTask {
  readonly bars: BarSeries;
  readonly settings: BacktestSettings;
  readonly train: Window;
  readonly test: Window;
  readonly metric: StatisticName;
}

/** The strategy that did best while training, and how it did then and afterwards. */
export interface BestStrategy {
  readonly strategy: string;
  readonly train: number | null;
  readonly test: number | null;
}

/** All strategies over the training dates; the best of them over the test dates. Earlier bars warm both up. */
export function runTask({ bars, settings, train, test, metric }: ScoreTask): BestStrategy {
  const value = (strategy: StrategyDefinition, window: Window): number | null => {
    const { statistics } = runBacktest(bars, strategy, strategyParameters(strategy), {
      ...settings,
      ...window,
    });
    const found = statistics[metric];
    return typeof found === 'number' ? found : null;
  };
  const candidates = settings.holdOnly ? strategyCatalogue.slice(0, 1) : strategyCatalogue;
  const [first, ...others] = candidates.map((strategy) => ({ strategy, train: value(strategy, train) }));
  if (first === undefined) throw new TypeError('There is no strategy');
  const least = Number.NEGATIVE_INFINITY;
  const best = others.reduce(
    (kept, each) => ((each.train ?? least) > (kept.train ?? least) ? each : kept),
    first,
  );
  return {
    strategy: settings.holdOnly ? 'hold' : best.strategy.name,
    train: best.train,
    test: value(best.strategy, test),
  };
}
