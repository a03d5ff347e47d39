import { StockulaError } from '../domain/errors.ts';
import type { BacktestSettings } from './settings.ts';

/** @throws StockulaError USAGE for numbers that no run can be made with */
export function checkSettings({
  cash,
  slippage,
  stopLossPercent,
  unit = 1,
  from,
  to,
}: BacktestSettings): void {
  demand(cash > 0 && Number.isFinite(cash), 'an initial cash above 0', cash);
  demand(slippage >= 0 && slippage < 1, 'a slippage from 0 to below 1, as a part of the price', slippage);
  demand(unit > 0 && unit <= 1, 'a smallest part of a share above 0, at most 1', unit);
  const stop = stopLossPercent ?? 50;
  demand(stop > 0 && stop < 100, 'a stop loss above 0 % and below 100 %', stop);
  if (from === undefined || to === undefined) return;
  const [begin, end] = [from, to].map((ms) =>
    Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms),
  );
  demand(from <= to, `a window that ends after it begins, at ${begin}`, end ?? '');
}

function demand(holds: boolean, expected: string, got: number | string): void {
  if (holds) return;
  throw new StockulaError('USAGE', { expected, got: String(got), remedy: 'Correct the setting.' });
}
