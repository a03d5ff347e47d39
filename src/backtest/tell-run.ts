import { counted } from '../domain/counted.ts';
import type { Broker } from './broker/broker.ts';
import type { BacktestSettings } from './settings.ts';

interface Course {
  /** Bars that were left out. */
  readonly dropped: number;
  readonly isTraded: boolean;
  readonly isRuined: boolean;
}

/** What else is to be known of a run than its figures, one sentence each. */
export function tellRun(
  { dropped, isTraded, isRuined }: Course,
  broker: Broker,
  { cash, unit = 1 }: BacktestSettings,
): string[] {
  const { unaffordable, trades } = broker;
  const were = (count: number) => (count === 1 ? 'was' : 'were');
  const notes: string[] = [];
  if (dropped > 0)
    notes.push(`${counted(dropped, 'bar')} without complete prices ${were(dropped)} left out.`);
  if (!isTraded) notes.push('Nothing was traded: the window ends before all indicators have values.');
  if (unaffordable > 0) {
    const orders = `${counted(unaffordable, 'order')} ${were(unaffordable)} dropped`;
    notes.push(`${orders} for want of cash: ${cash} at the start, in units of ${unit}.`);
  }
  if (isRuined) notes.push('Everything was lost; the rest of the window was not traded.');
  if (trades.length > 0) {
    const open = `${counted(trades.length, 'trade')} ${trades.length === 1 ? 'is' : 'are'} open at the end`;
    const fee = trades.reduce((sum, { entryFee }) => sum + entryFee, 0);
    const paid =
      fee > 0 ? `, and ${fee.toFixed(2)} paid at entry is in equity but not in Commissions [$]` : '';
    notes.push(`${open}: in equity with the last close, not in # Trades${paid}.`);
  }
  return notes;
}
