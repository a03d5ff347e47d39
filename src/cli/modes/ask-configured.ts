import type { Config } from '../../config/schema.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import type { StockulaManager } from '../../manager/stockula-manager.ts';
import { rangeOf } from '../context.ts';
import { asksOnly, beforeInterruptedEnd } from '../interruption.ts';
import { progressLine } from '../progress.ts';
import type { Answered } from './answered.ts';
import { askModes } from './ask.ts';
import { type ModeName, openModes } from './registry.ts';
import { tellProgress } from './tell-progress.ts';

interface Asked {
  readonly config: Config;
  readonly manager: StockulaManager;
  readonly mode: ModeName | 'all';
  /** By default as configured, like `range`. */
  readonly interval?: Interval | undefined;
  readonly range?: TimeRange;
  readonly adjust?: AdjustmentBasis;
  readonly notes?: readonly string[];
  readonly wantsReport?: boolean;
}

/**
 * Asks about the portfolio of a configuration, with progress on stderr.
 * @throws StockulaError USAGE where the portfolio is empty; what `askModes` throws
 */
export async function askConfigured({ config, manager, mode, ...asked }: Asked): Promise<Answered> {
  const symbols = [...new Set(config.portfolio.tickers.map(({ symbol }) => symbol))];
  if (symbols.length === 0) throw noSymbols();
  const context = {
    config,
    manager,
    symbols,
    interval: asked.interval ?? config.data.interval,
    range: asked.range ?? configuredRange(config),
    adjust: asked.adjust ?? ('total' as const),
    notes: asked.notes ?? [],
    wantsReport: asked.wantsReport ?? false,
  };
  const line = progressLine(process.stderr);
  const told = tellProgress(line);
  asksOnly();
  const restored = beforeInterruptedEnd(() => line.done());
  const isMuch = symbols.length > 1 || mode !== 'ta';
  try {
    return await askModes(await openModes(mode), context, (label, done, total) => {
      if (isMuch) told.step(label, done, total);
    });
  } finally {
    told.end();
    restored();
  }
}

/** From data.start_date to data.end_date. */
export function configuredRange({ data }: Config): TimeRange {
  return rangeOf({
    ...(data.start_date && { from: data.start_date }),
    ...(data.end_date && { to: data.end_date }),
  });
}

function noSymbols(): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'symbols to analyse',
    got: 'no --ticker, and an empty portfolio.tickers in the configuration',
    remedy: 'Name one: stockula --ticker AAPL',
  });
}
