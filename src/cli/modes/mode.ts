import type { Config } from '../../config/schema.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { StockulaManager } from '../../manager/stockula-manager.ts';
import type { Style } from '../output/style.ts';
import type { ReportSection } from '../report/section.ts';

/**
 * Rows for `-o csv`. Tables of one name from several symbols become one table, so the first column tells the symbol
 * and the header is the same for all.
 */
export interface CsvTable {
  /** Small letters and hyphens: it names a file too. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What the manager answered, in each form it can be shown in. Nothing is calculated here. */
export interface ModeAnswer {
  /** The manager's answer as it is. */
  readonly json: unknown;
  /** For people, ending with a newline. */
  console(style: Style): string;
  readonly csv: readonly CsvTable[];
  readonly html: readonly ReportSection[];
}

/** What is asked. */
export interface ModeContext {
  readonly config: Config;
  readonly manager: StockulaManager;
  readonly symbols: readonly TickerSymbol[];
  readonly interval: Interval;
  /** From --from and --to, else data.start_date and data.end_date. */
  readonly range: TimeRange;
  readonly adjust: AdjustmentBasis;
  /** What is to be told beside the portfolio, one sentence each. */
  readonly notes: readonly string[];
  /** Whether `html` of the answers is wanted, where it takes more questions than the other forms. */
  readonly wantsReport: boolean;
}

/** Told how far the work on one question has come, in parts of whatever size. */
export type OnProgress = (done: number, total: number) => void;

/** A mode at work on one question. */
export interface ModeRun {
  /** Asks about one symbol; several symbols are asked about at the same time. What it throws is told beside the other symbols' answers. */
  readonly forSymbol?: (symbol: TickerSymbol, onProgress: OnProgress) => Promise<ModeAnswer>;
  /** Called once after the symbols, for what concerns them together; null for nothing. */
  readonly together?: (onProgress: OnProgress) => Promise<ModeAnswer | null>;
  /** Configuration keys that the answer changes, for --save-optimized-config; called after `together`. */
  readonly optimised?: () => Readonly<Record<string, unknown>> | null;
}

/** One value of `--mode`. */
export interface Mode {
  readonly title: string;
  readonly begin: (context: ModeContext) => ModeRun;
}
