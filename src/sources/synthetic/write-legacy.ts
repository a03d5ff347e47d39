import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Defect } from '../../domain/defect.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Generation, LegacyTableName } from '../legacy-sqlite/tables.ts';
import { createHistory, type SyntheticHistory } from './adjusted-history.ts';
import { createCompany, type SyntheticCompany } from './company.ts';
import { plantDirt } from './dirt.ts';
import { schemaOf } from './legacy-schema.ts';
import { createWriter, type LegacyWriter } from './legacy-writer.ts';
import { createChain, type SyntheticQuote } from './option-chain.ts';
import { createPrng } from './prng.ts';

export interface SyntheticLegacyOptions {
  /** Schema generation (default 2). */
  readonly generation?: Generation;
  /** Same seed, same file content (default 1). */
  readonly seed?: number;
  /** Number of made-up symbols (default 6; four of six pay dividends, three have splits). */
  readonly symbols?: number;
  /** Years of daily bars (default 12). */
  readonly years?: number;
  /** Whether to plant every kind of defect (default false). */
  readonly dirt?: boolean;
  /** Last day, epoch ms (default 2026-11-20, never the clock: the file must be the same each time). */
  readonly endMs?: number;
}

/** What was written. */
export interface SyntheticManifest {
  readonly path: string;
  readonly generation: Generation;
  readonly symbols: readonly string[];
  readonly rows: Readonly<Partial<Record<LegacyTableName, number>>>;
  readonly defects: Readonly<Partial<Record<Defect, number>>>;
}

const defaultEndMs = Date.UTC(2026, 10, 20);
const closingMs = 21.5 * 3_600_000;

const dateText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function writeCompany(writer: LegacyWriter, company: SyntheticCompany, history: SyntheticHistory): void {
  const { symbol, name, sector, industry } = company;
  const marketCap = Math.round((history.bars.at(-1)?.close ?? 1) * 1e9);
  const stock = { symbol, name, sector, industry, market_cap: marketCap, exchange: 'SYN', currency: 'USD' };
  writer.insert('stocks', stock);
  // Python's json module writes a missing number as a bare NaN, which is not JSON.
  const ratio = company.paysDividends ? '27.5' : 'NaN';
  const stated = Object.entries({ symbol, longName: name, sector, currency: 'USD', marketCap });
  const members = stated.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writer.insert('stock_info', {
    symbol,
    info_json: `{${[...members, `"trailingPE": ${ratio}`].join(', ')}}`,
  });
}

function writeHistory(writer: LegacyWriter, symbol: string, history: SyntheticHistory): void {
  for (const bar of history.bars) {
    writer.insert('price_history', {
      symbol,
      date: dateText(bar.ts / 1_000),
      interval: bar.interval,
      open_price: bar.open,
      high_price: bar.high,
      low_price: bar.low,
      close_price: bar.close,
      volume: bar.volume,
    });
  }
  for (const { dayMs, amount } of history.dividends) {
    writer.insert('dividends', { symbol, date: dateText(dayMs), amount });
  }
  for (const { dayMs, amount } of history.splits) {
    writer.insert('splits', { symbol, date: dateText(dayMs), ratio: amount });
  }
}

function writeQuote(writer: LegacyWriter, symbol: string, right: 'C' | 'P', quote: SyntheticQuote): void {
  const expiration = dateText(quote.expirationMs);
  const thousandths = String(Math.round(quote.strike * 1_000)).padStart(8, '0');
  writer.insert(right === 'C' ? 'options_calls' : 'options_puts', {
    symbol,
    expiration_date: expiration,
    strike: quote.strike,
    last_price: quote.lastPrice,
    bid: quote.bid,
    ask: quote.ask,
    volume: quote.volume,
    open_interest: quote.openInterest,
    implied_volatility: quote.impliedVolatility,
    in_the_money: quote.inTheMoney ? 1 : 0,
    contract_symbol: `${symbol}${expiration.slice(2).replaceAll('-', '')}${right}${thousandths}`,
  });
}

function writeContent(
  writer: LegacyWriter,
  options: Required<SyntheticLegacyOptions>,
): SyntheticManifest['defects'] {
  const { seed, years, endMs } = options;
  const companies = Array.from({ length: options.symbols }, (_, index) => createCompany(index));
  const histories = companies.map((company) => createHistory(seed, company, years, endMs));
  for (const [index, company] of companies.entries()) {
    const history = histories[index];
    if (history === undefined) continue;
    writeCompany(writer, company, history);
    writeHistory(writer, company.symbol, history);
  }
  const [optioned, spot] = [companies[0], histories[0]?.bars.at(-1)?.close];
  if (optioned === undefined || spot === undefined) return {};
  const chain = createChain(createPrng(seed, 'options'), spot, endMs);
  for (const quote of chain.calls) writeQuote(writer, optioned.symbol, 'C', quote);
  for (const quote of chain.puts) writeQuote(writer, optioned.symbol, 'P', quote);
  return options.dirt ? plantDirt(writer, companies.at(-1)?.symbol ?? optioned.symbol, endMs) : {};
}

function checkOptions({ symbols, years }: Required<SyntheticLegacyOptions>): void {
  if (Number.isInteger(symbols) && symbols >= 1 && years > 0 && years <= 60) return;
  throw new StockulaError('USAGE', {
    expected: 'at least 1 symbol and 0 to 60 years',
    got: `${symbols} symbols and ${years} years`,
    remedy: 'Give other numbers.',
  });
}

function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new StockulaError('USAGE', {
    expected: 'a path at which no file exists yet for the synthetic database',
    got: `${path}, a file of ${statSync(path).size} bytes`,
    remedy: 'Choose another path, or remove the file if it is not needed.',
  });
}

/**
 * Writes a database of made-up companies exactly as the older application would have left it, for demonstrations
 * and tests, in one transaction. Throws USAGE when the file exists; a failed attempt leaves none behind.
 */
export function writeSyntheticLegacy(path: string, options: SyntheticLegacyOptions = {}): SyntheticManifest {
  const target = resolve(path);
  const defaults = {
    generation: 2,
    seed: 1,
    symbols: 6,
    years: 12,
    dirt: false,
    endMs: defaultEndMs,
  } as const;
  const complete = { ...defaults, ...options };
  checkOptions(complete);
  refuseExisting(target);
  const database = new DatabaseSync(target, { enableForeignKeyConstraints: false });
  try {
    database.exec('BEGIN');
    for (const statement of schemaOf(complete.generation)) database.exec(statement);
    const writer = createWriter(database, complete.generation, complete.endMs + closingMs);
    const defects = writeContent(writer, complete);
    database.exec('COMMIT');
    database.close();
    const symbols = Array.from({ length: complete.symbols }, (_, index) => createCompany(index).symbol);
    return {
      path: target,
      generation: complete.generation,
      symbols,
      rows: Object.fromEntries(writer.counts),
      defects,
    };
  } catch (thrown) {
    database.close();
    rmSync(target, { force: true });
    throw thrown;
  }
}
