import { StockulaError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { frama, kama, vidya } from './adaptive.ts';
import { doubleEmaCross, trimaCross, tripleEmaCross } from './average-crosses.ts';
import type { BuiltInStrategy } from './built-in.ts';
import { kaufmanEfficiency } from './kaufman-efficiency.ts';
import { macdCross } from './macd.ts';
import { rsiThresholds } from './rsi.ts';
import { smaCross } from './sma-cross.ts';
import { vama } from './vama.ts';

/** The strategies that come with Stockula, in the order in which they are shown. */
export const strategyCatalogue: readonly BuiltInStrategy[] = [
  smaCross,
  rsiThresholds,
  macdCross,
  doubleEmaCross,
  tripleEmaCross,
  trimaCross,
  vidya,
  kama,
  frama,
  vama,
  kaufmanEfficiency,
];

/** The older application's groups of strategies. */
export const strategyGroups: Readonly<Record<string, readonly string[]>> = {
  basic: ['smacross', 'rsi'],
  momentum: ['rsi', 'macd', 'double_ema_cross'],
  trend: ['smacross', 'triple_ema_cross', 'trima_cross'],
  advanced: ['kama', 'frama', 'vama', 'vidya'],
  comprehensive: strategyCatalogue.map(({ name }) => name),
};

/** `SMACrossStrategy`, `sma_cross` and `SMA-Cross` are one name. */
const squeeze = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');

const byName = new Map(
  strategyCatalogue.flatMap((definition) =>
    [definition.name, ...definition.aliases].map((name) => [squeeze(name), definition] as const),
  ),
);

/** The strategy of that name or alias, in any case and with or without underscores; undefined where there is none. */
export function findStrategy(name: string): BuiltInStrategy | undefined {
  return byName.get(squeeze(name));
}

/** The strategy of that name or alias. Throws USAGE with the nearest name where there is none. */
export function requireStrategy(name: string): BuiltInStrategy {
  const found = findStrategy(name);
  if (found !== undefined) return found;
  const names = strategyCatalogue.map((definition) => definition.name);
  const near = nearestName(squeeze(name), byName.keys());
  const nearest = near === null ? undefined : byName.get(near)?.name;
  throw new StockulaError('USAGE', {
    expected: 'the name of a strategy, or a file such as ./my-strategy.ts',
    got: `'${name}'`,
    remedy: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Strategies: ${names.join(', ')}.`,
  });
}
