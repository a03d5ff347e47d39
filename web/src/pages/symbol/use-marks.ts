import { useMemo } from 'react';
import { useDividends, useSplits } from '../../api/instrument.ts';
import { type RunTrade, useRunTrades } from '../../api/runs.ts';
import type { ChartMark } from '../../charts/time-chart.tsx';
import type { SymbolState } from './symbol-state.ts';

const dayMs = 86_400_000;
/** Words beside more marks than these would hide the candles: then the legend has them under the cross hair. */
const mostWords = 12;

/** Dividends, splits and the trades of a saved backtest, each at its bar. `times`: of the bars, epoch milliseconds. */
export function useMarks(symbol: string, state: SymbolState, times: readonly number[]): ChartMark[] {
  const dividends = useDividends(symbol).data?.dividends;
  const splits = useSplits(symbol).data?.splits;
  const run = useRunTrades(state.run).data;
  return useMemo(() => {
    const paid = (dividends ?? []).map(
      ({ date, amount, currency }): ChartMark => ({
        ...{ time: timeOf(date, times), text: '', shape: 'circle', position: 'belowBar', colour: 'blue.6' },
        detail: `Dividend ${amount}${currency ? ` ${currency}` : ''} on ${date}`,
      }),
    );
    const split = (splits ?? []).map(
      ({ date, ratio, numerator, denominator }): ChartMark => ({
        ...{
          time: timeOf(date, times),
          text: 'Split',
          shape: 'square',
          position: 'aboveBar',
          colour: 'orange.6',
        },
        detail: `Split ${numerator && denominator ? `${numerator}:${denominator}` : ratio} on ${date}`,
      }),
    );
    const trades = run?.symbol === symbol ? run.trades : [];
    return [...(state.events ? [...paid, ...split] : []), ...tradeMarks(trades)];
  }, [dividends, splits, run, symbol, state.events, times]);
}

/** The first bar of a date; longer bars that the date lies in begin before it. */
function timeOf(date: string, times: readonly number[]): number {
  const start = Date.parse(date);
  const first = times.find((time) => time >= start);
  return first !== undefined && first < start + dayMs ? first : start;
}

function tradeMarks(trades: readonly RunTrade[]): ChartMark[] {
  const hasWords = trades.length * 2 <= mostWords;
  const mark = (time: number, isBuy: boolean, detail: string): ChartMark => ({
    ...{ time, detail, text: hasWords ? (isBuy ? 'Buy' : 'Sell') : '' },
    ...(isBuy
      ? { shape: 'arrowUp', position: 'belowBar', colour: 'teal.6' }
      : { shape: 'arrowDown', position: 'aboveBar', colour: 'red.6' }),
  });
  return trades.flatMap(({ size, entryTime, exitTime, entryPrice, exitPrice, returnPercent }) => {
    const [units, isLong] = [Math.abs(size).toLocaleString('en-US'), size > 0];
    const opened = mark(entryTime, isLong, `${isLong ? 'Buy' : 'Sell'} ${units} at ${entryPrice.toFixed(2)}`);
    if (exitTime === null || exitPrice === null) return [opened];
    const gain = returnPercent === null ? '' : ` (${returnPercent.toFixed(2)}%)`;
    return [
      opened,
      mark(exitTime, !isLong, `${isLong ? 'Sell' : 'Buy'} ${units} at ${exitPrice.toFixed(2)}${gain}`),
    ];
  });
}
