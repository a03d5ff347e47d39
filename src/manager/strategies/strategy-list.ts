import type { BuiltInStrategy } from '../../backtest/strategies/built-in.ts';
import { requireStrategy, strategyCatalogue, strategyGroups } from '../../backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import type { StrategyParameter } from '../../backtest/strategy.ts';

/** What there is to know about a strategy without running it. */
export interface StrategyDescription {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly rule: string;
  readonly parameters: readonly StrategyParameter[];
  /** Bars before the first decision, with the default parameters. */
  readonly warmUp: number;
  /** Bars below which a result says nothing, with the default parameters. */
  readonly leastDays: number;
  readonly groups: readonly string[];
}

/** The strategies that come with Stockula, in the order in which they are shown. */
export function listStrategies(): StrategyDescription[] {
  return strategyCatalogue.map(described);
}

/** The strategy of a name or alias. Throws USAGE with the nearest name where there is none. */
export function describeStrategy(name: string): StrategyDescription {
  return described(requireStrategy(name));
}

function described(strategy: BuiltInStrategy): StrategyDescription {
  const { name, aliases, title, description, rule, parameters, leastDays } = strategy;
  return {
    name,
    aliases,
    title,
    description,
    rule,
    parameters,
    warmUp: strategy.warmUp(strategyParameters(strategy)),
    leastDays,
    groups: Object.keys(strategyGroups).filter((group) => strategyGroups[group]?.includes(name)),
  };
}
