import { brokerFees } from '../backtest/broker/broker-fees.ts';
import { gridOf } from '../backtest/optimise/grid.ts';
import { rankingMetric } from '../backtest/optimise/metric.ts';
import { findStrategy, strategyGroups } from '../backtest/strategies/catalogue.ts';
import { strategyParameters } from '../backtest/strategies/parameters.ts';
import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import { requireComplete } from './allocation/require-complete.ts';
import { unknownIndicators } from './analysis-options.ts';
import { forecastOptions } from './forecast/options.ts';
import { strategyReference } from './strategies/strategy-reference.ts';

interface Finding {
  /** Key of the configuration, as in `backtest.strategies[0]`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What a configuration names that only a question would find out to be unknown: indicators, models, strategies and
 * their parameters, statistics, brokers; and what the allocation method lacks. Reads strategy files, without running them.
 * @param folder what paths of strategy files are relative to
 */
export function auditNames(config: Config, folder: string): Finding[] {
  const { backtest, backtest_optimization: allocation } = config;
  return [
    ...unknownIndicators(config).map((message) => ({ path: 'technical_analysis.indicators', message })),
    ...forecastFindings(config),
    ...backtest.strategies.flatMap(({ name, parameters }, index) =>
      refused(`backtest.strategies[${index}]`, () => checkStrategy(name, parameters, folder)),
    ),
    ...refused('backtest.broker_config', () => backtest.broker_config && brokerFees(backtest.broker_config)),
    ...refused('backtest.optimization_metric', () => rankingMetric(backtest.optimization_metric)),
    ...Object.entries(backtest.optimization_params ?? {}).flatMap(([name, values]) =>
      refused(`backtest.optimization_params.${name}`, () => checkGrid(name, values, folder)),
    ),
    ...refused(
      'backtest_optimization.ranking_metric',
      () => allocation && rankingMetric(allocation.ranking_metric),
    ),
    ...refused('portfolio.tickers', () => requireComplete(config)),
  ];
}

/** A horizon out of bounds, and names of models and of a frequency. */
function forecastFindings(config: Config): Finding[] {
  let notes: readonly string[] = [];
  const wrong = refused('forecast.forecast_length', () => {
    ({ notes } = forecastOptions(config));
  });
  const pathOf = (note: string): string => /forecast\.\w+/.exec(note)?.[0] ?? 'forecast.models';
  return [...wrong, ...notes.map((message) => ({ path: pathOf(message), message }))];
}

function checkStrategy(name: string, parameters: Readonly<Record<string, unknown>>, folder: string): void {
  if (Object.hasOwn(strategyGroups, name.toLowerCase())) return;
  strategyReference(name, folder);
  const own = findStrategy(name);
  if (own !== undefined) strategyParameters(own, parameters);
}

function checkGrid(name: string, values: unknown, folder: string): void {
  strategyReference(name, folder);
  const own = findStrategy(name);
  if (own !== undefined) gridOf(own, values as Readonly<Record<string, unknown>>, {});
}

function refused(path: string, check: () => unknown): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof StockulaError)) throw error;
    const { expected, got, remedy } = error.parts;
    return [{ path, message: `Expected ${expected}. Got ${got}. ${remedy}` }];
  }
}
