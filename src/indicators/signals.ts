/** What a signal says about the price to come. */
export type Vote = 'bullish' | 'bearish' | 'neutral';

/** The latest values; null where there is none. */
export interface SignalInputs {
  readonly close: number | null;
  readonly rsi: number | null;
  readonly macd: { readonly line: number | null; readonly signal: number | null };
  readonly sma: readonly { readonly period: number; readonly value: number | null }[];
}

interface Signal {
  /** `rsi`, `macd`, or `sma_20` for the average of 20 bars. */
  readonly name: string;
  readonly vote: Vote;
  /** One line for people. */
  readonly reason: string;
}

export interface SignalSummary {
  readonly signals: readonly Signal[];
  readonly votes: Readonly<Record<Vote, number>>;
  /** The side with more votes; neutral when even. */
  readonly strength: Vote;
}

/** Above: overbought, which votes bearish. Below: oversold, which votes bullish. */
export const rsiThresholds = { overbought: 70, oversold: 30 } as const;

/**
 * One vote each from the RSI, from the MACD against its signal, and from the price against every moving average.
 * What has no value has no vote.
 */
export function summariseSignals(inputs: SignalInputs): SignalSummary {
  const signals = [rsiSignal(inputs), macdSignal(inputs), ...smaSignals(inputs)].filter(
    (signal) => signal !== null,
  );
  const votes = { bullish: 0, bearish: 0, neutral: 0 };
  for (const { vote } of signals) votes[vote]++;
  return { signals, votes, strength: toVote(votes.bullish - votes.bearish, 1) };
}

/**
 * Which way a difference points. Differences under a billionth of the scale are rounding residue and point
 * nowhere: on a price that stands still, an average of it is not exactly the price.
 */
export function toVote(difference: number, scale: number): Vote {
  if (Math.abs(difference) <= 1e-9 * Math.abs(scale)) return 'neutral';
  return difference > 0 ? 'bullish' : 'bearish';
}

function rsiSignal({ rsi }: SignalInputs): Signal | null {
  if (rsi === null) return null;
  const { overbought, oversold } = rsiThresholds;
  const text = `RSI ${show(rsi, rsi > 50 ? overbought : oversold)}`;
  if (rsi > overbought)
    return { name: 'rsi', vote: 'bearish', reason: `${text} is above ${overbought}: overbought` };
  if (rsi < oversold)
    return { name: 'rsi', vote: 'bullish', reason: `${text} is below ${oversold}: oversold` };
  return { name: 'rsi', vote: 'neutral', reason: `${text} is between ${oversold} and ${overbought}` };
}

function macdSignal({ close, macd: { line, signal } }: SignalInputs): Signal | null {
  if (close === null || line === null || signal === null) return null;
  const vote = toVote(line - signal, close);
  return {
    name: 'macd',
    vote,
    reason: `MACD ${show(line, signal)} is ${position(vote)} its signal ${show(signal, line)}`,
  };
}

function smaSignals({ close, sma }: SignalInputs): (Signal | null)[] {
  return sma.map(({ period, value }) => {
    if (close === null || value === null) return null;
    const vote = toVote(close - value, value);
    const reason = `Price ${show(close, value)} is ${position(vote)} its ${period}-bar average ${show(value, close)}`;
    return { name: `sma_${period}`, vote, reason };
  });
}

function position(vote: Vote): string {
  return { bullish: 'above', bearish: 'below', neutral: 'equal to' }[vote];
}

/** With two decimals as tables have it, but with more where those would hide a difference, or most of the value. */
function show(value: number, other: number): string {
  const hides = Math.min(Math.abs(value), Math.abs(other)) < 1 || value.toFixed(2) === other.toFixed(2);
  if (!hides) return String(Number(value.toFixed(2)));
  return String(Number(value.toPrecision(6)));
}
