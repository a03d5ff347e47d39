import { describe, expect, test } from 'vitest';
import { lookAheadNote } from '../../src/backtest/look-ahead.ts';
import { readStrategyFile } from '../../src/backtest/read-strategy-file.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import { strategyCatalogue } from '../../src/backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../src/backtest/strategies/parameters.ts';
import type { StrategyDefinition } from '../../src/backtest/strategy.ts';
import type { StrategyFile } from '../../src/backtest/strategy-file.ts';
import { randomSeries } from '../indicators/sample-series.ts';
import { plainSettings } from './sma-cross.ts';

const bars = randomSeries(400);
const noteOf = (strategy: StrategyDefinition, settings = plainSettings, given = bars) => {
  const params = strategyParameters(strategy);
  return lookAheadNote(given, strategy, params, settings, runBacktest(given, strategy, params, settings));
};
const fileOf = (prepare: StrategyFile['prepare']) =>
  readStrategyFile({ strategy: { name: 'own', prepare } satisfies StrategyFile }, 'own.ts');

/** Keeps the closes to itself, where they are not hidden from it, and buys before the price rises. */
const prophet = (ahead: number) =>
  fileOf(({ close }) => {
    const known = [...close];
    return {
      indicators: {},
      next(trader) {
        const rises = Number(known[trader.index + ahead]) > Number(known[trader.index]);
        if (rises && trader.position.size === 0) trader.buy();
        else if (!rises) trader.close();
      },
    };
  });

describe('a strategy is run again without the later bars', () => {
  test.each([1, 2, 5, 50])('one that keeps to itself what comes %d bars later is told of', (ahead) => {
    for (const fill of ['close', 'next-open'] as const) {
      const note = noteOf(prophet(ahead), { ...plainSettings, fill, finalizeTrades: true }) ?? '';
      expect(note).toMatch(
        /^Do not trust these figures: without the bars after (\S+) it trades otherwise at \S+\. /,
      );
      const [end = '', at = ''] = note.match(/\d{4}-\d\d-\d\d/g) ?? [];
      expect(at <= end).toBe(true);
      // What it decided before it saw the end of the bars, it decides again.
      expect(Date.parse(end) - Date.parse(at)).toBeLessThanOrEqual(2 * ahead * 86_400_000);
    }
  });

  test('one that knows the mean of all closes is told of', () => {
    const note = noteOf(
      fileOf(({ close }) => {
        const mean = close.reduce((sum, value) => sum + value, 0) / close.length;
        return {
          indicators: {},
          next: (trader) => (Number(close[trader.index]) < mean ? trader.buy() : trader.close()),
        };
      }),
    );
    expect(note).toContain('looks ahead');
  });

  test.each(strategyCatalogue.map((strategy) => [strategy.name, strategy] as const))(
    '%s does the same, however orders are filled',
    (_, strategy) => {
      for (const fill of ['close', 'next-open'] as const) {
        const settings = { ...plainSettings, fill, finalizeTrades: true, direction: 'long-short' } as const;
        expect(noteOf(strategy, settings)).toBeNull();
        expect(
          noteOf(strategy, { ...settings, from: Number(bars.ts[100]), to: Number(bars.ts[300]) }),
        ).toBeNull();
      }
    },
  );

  test('two bars tell nothing, and a strategy that wants more than it gets is not blamed', () => {
    expect(noteOf(prophet(3), plainSettings, randomSeries(2))).toBeNull();
    const own = prophet(3);
    const greedy = {
      ...own,
      prepare: (...given: Parameters<StrategyDefinition['prepare']>) => {
        if (given[0].ts.length < 400) return fileOf(() => JSON.parse('{')).prepare(...given);
        return own.prepare(...given);
      },
    };
    expect(noteOf(greedy)).toBeNull();
  });
});
