import * as z from 'zod';
import { orderedPairs, rule } from '../checks.ts';
import { list, number, text, whole } from '../fields.ts';

const period = () => whole({ min: 1 });

const macd = z
  .object(
    {
      period_fast: period().prefault(12).meta({ description: 'Fast EMA', unit: 'bars' }),
      period_slow: period().prefault(26).meta({ description: 'Slow EMA, above the fast one', unit: 'bars' }),
      signal: period().prefault(9).meta({ description: 'EMA of the line', unit: 'bars' }),
    },
    { error: 'a mapping' },
  )
  .check(rule(orderedPairs));

const bollinger = z.object(
  {
    period: period().prefault(20).meta({ description: 'Moving average', unit: 'bars' }),
    std: number({ above: 0 })
      .prefault(2)
      .meta({ description: 'Width of the bands', unit: 'standard deviations' }),
  },
  { error: 'a mapping' },
);

/** The older application's default. */
export const defaultIndicators: readonly string[] = ['sma', 'ema', 'rsi', 'macd', 'bbands', 'atr'];

export const technicalAnalysis = z.object({
  indicators: list(text())
    .prefault([...defaultIndicators])
    .meta({
      description:
        'Indicators to show, or groups of them (`basic`, `momentum`, `trend`, `volatility`, `comprehensive`, `overlap`, ' +
        '`cycle`, `statistic` and others); as long as it is the default, all of `comprehensive`',
    }),
  sma_periods: list(period()).prefault([20, 50, 200]).meta({ description: 'SMA periods', unit: 'bars' }),
  ema_periods: list(period()).prefault([12, 26]).meta({ description: 'EMA periods', unit: 'bars' }),
  rsi_period: period().prefault(14).meta({ description: 'RSI period', unit: 'bars' }),
  macd_params: macd.prefault({}).meta({ description: 'MACD periods' }),
  bbands_params: bollinger.prefault({}).meta({ description: 'Bollinger bands' }),
  atr_period: period().prefault(14).meta({ description: 'ATR period', unit: 'bars' }),
});
