import { StockulaError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { type StatisticName, statisticNames } from '../statistics/names.ts';

/** A statistic to rank results by, and whether less of it is better. */
export interface RankingMetric {
  readonly name: StatisticName;
  readonly lowerIsBetter: boolean;
}

const noNumber: readonly StatisticName[] = ['Start', 'End'];
const lowerIsBetter: readonly StatisticName[] = [
  'Volatility (Ann.) [%]',
  'Commissions [$]',
  'Max. Drawdown Duration',
  'Avg. Drawdown Duration',
];

/** `return`, `Return [%]` and `return %` are one name. */
const squeeze = (name: string) => name.toLowerCase().replaceAll(/\[[%$]\]|[^a-z#&]/g, '');

const names = statisticNames.filter((name) => !noNumber.includes(name));

/** The statistics that results can be ranked by. */
export const metricNames: readonly StatisticName[] = names;

/**
 * The statistic of that name, in any case and with or without its unit. Drawdowns are negative, so more is better.
 * @throws StockulaError USAGE with the nearest name
 */
export function rankingMetric(name: string): RankingMetric {
  const found =
    names.find((known) => known === name) ?? names.find((known) => squeeze(known) === squeeze(name));
  if (found !== undefined) return { name: found, lowerIsBetter: lowerIsBetter.includes(found) };
  const near = nearestName(name, names) ?? names.find((known) => squeeze(known).includes(squeeze(name)));
  throw new StockulaError('USAGE', {
    expected: 'a statistic to rank by that is a number',
    got: `'${name}'`,
    remedy: `${near === undefined ? '' : `Did you mean '${near}'? `}Statistics: ${names.join(', ')}.`,
  });
}
