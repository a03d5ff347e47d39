import { StockulaError } from '../../domain/errors.ts';
import type { PortfolioSettings } from './settings.ts';

/** @throws StockulaError USAGE for numbers that no run can be made with */
export function checkSettings(settings: PortfolioSettings): void {
  const { cash, slippage, stopLossPercent, unit, rebalancing } = settings;
  require(cash > 0 && Number.isFinite(cash), 'an initial capital above 0', cash);
  require(slippage >= 0 && slippage < 1, 'a slippage from 0 to below 1', slippage);
  require(unit > 0 && unit <= 1, 'a smallest part of a share above 0, at most 1', unit);
  const stop = stopLossPercent ?? 50;
  require(stop > 0 && stop < 100, 'a stop loss above 0 % and below 100 %', stop);
  const drift = typeof rebalancing === 'object' ? rebalancing.drift : 0.5;
  require(drift > 0 && drift < 1, 'a drift band above 0 % and below 100 %', drift);
}

function require(holds: boolean, expected: string, got: number): void {
  if (holds) return;
  throw new StockulaError('USAGE', { expected, got: String(got), remedy: 'Correct the setting.' });
}
