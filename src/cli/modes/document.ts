import { publicError } from '../output/public-error.ts';
import type { Answered, Part } from './answered.ts';
import type { CsvTable } from './mode.ts';

/** What was asked, as it stands at the head of the answer. */
export interface Question {
  readonly mode: string;
  readonly interval: string;
}

/**
 * The answer as one JSON value. Where one mode was asked about one symbol, or answers about all of them together only,
 * it is the manager's answer itself. Anything else is
 * `{mode, interval, symbols: [{symbol, ta, backtest, …}], portfolio: {backtest, …}, failures: [{symbol, mode, error}]}`,
 * where `portfolio` holds what concerns all symbols together.
 */
export function jsonOf({ mode, interval }: Question, answered: Answered): unknown {
  const { symbols, together, failures } = answered;
  const [only, ...others] = [...symbols.flatMap(({ parts }) => parts), ...together];
  const isOne = others.length === 0 && failures.length === 0 && mode !== 'all';
  if (only && isOne && (symbols.length === 1 || together.length === 1)) return only.answer.json;
  return {
    mode,
    interval,
    symbols: symbols
      .filter(({ parts }) => parts.length > 0)
      .map(({ symbol, parts }) => ({ symbol, ...byMode(parts) })),
    portfolio: byMode(together),
    failures: failures.map(({ error, ...where }) => ({ ...where, error: publicError(error) })),
  };
}

const byMode = (parts: readonly Part[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(parts.map(({ mode, answer }) => [mode, answer.json]));

/** The tables of all answers; those of one name are put together. */
export function tablesOf({ symbols, together }: Answered): CsvTable[] {
  const parts = [...symbols.flatMap((one) => one.parts), ...together];
  const tables = new Map<string, CsvTable>();
  for (const table of parts.flatMap(({ answer }) => answer.csv)) {
    const before = tables.get(table.name);
    tables.set(table.name, before ? { ...table, rows: [...before.rows, ...table.rows] } : table);
  }
  return [...tables.values()];
}
