import type { Before, OptionChain, OptionQuote } from '../../domain/market-store.ts';
import { type EpochMs, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { OptionRecord } from '../../domain/records.ts';
import type { OptionContext } from '../../etl/legacy/context.ts';
import { validateOptionRow } from '../../etl/legacy/option.ts';
import { agreeingNullContracts, duplicateNullContracts } from '../../sources/legacy-sqlite/null-contracts.ts';
import type { RowFilter } from '../../sources/legacy-sqlite/read.ts';
import { sharedContractRoots } from '../../sources/legacy-sqlite/shared-contracts.ts';
import { symbolFilter } from '../../sources/legacy-sqlite/spellings.ts';
import { inChainOrder } from '../chain-order.ts';
import { callTable, putTable } from '../timescale/target-tables.ts';
import { type LegacyView, recordsOf } from './legacy-view.ts';
import { isWithin } from './time-range.ts';

const rights = {
  call: { source: 'options_calls', target: callTable },
  put: { source: 'options_puts', target: putTable },
} as const;

/**
 * The rows of a symbol and of those under which its contracts can be listed too: of a contract that is quoted under
 * BRK-B and BRK.B at the same time, only one is written.
 */
function rowsAround(view: LegacyView, symbol: TickerSymbol, right: 'call' | 'put'): RowFilter {
  const shared = sharedContractRoots(view.file, rights[right].source, view.repairs);
  const others = [...shared.values()].flatMap((symbols) => (symbols.has(symbol) ? [...symbols] : []));
  return symbolFilter([...new Set([symbol, ...others])], view.repairs);
}

function quotesOf(view: LegacyView, symbol: TickerSymbol, right: 'call' | 'put'): OptionRecord[] {
  const { source, target } = rights[right];
  const only = rowsAround(view, symbol, right);
  const context: OptionContext = {
    ...view.context,
    right,
    duplicateNullContracts: duplicateNullContracts(view.file, source, only, view.repairs),
  };
  const records = recordsOf(
    view,
    {
      source,
      target,
      validate: (row) => validateOptionRow(row, context),
      agreeingOptions: agreeingNullContracts(view.file, source, only, view.repairs),
    },
    only,
  );
  return [...records].filter((record) => record.symbol === symbol);
}

/** Of each contract the latest quote that is not after `asOf`. */
function latestQuotes(records: readonly OptionRecord[], asOf: EpochMs | undefined): OptionQuote[] {
  const latest = new Map<string, OptionQuote>();
  for (const { createdAt, updatedAt, ...quote } of records) {
    const known = latest.get(quote.contract);
    if (isWithin(quote.ts, { to: asOf }) && (known === undefined || quote.ts > known.ts)) {
      latest.set(quote.contract, quote);
    }
  }
  return inChainOrder([...latest.values()]);
}

export function readOptionChain(
  view: LegacyView,
  symbol: TickerSymbol,
  asOf: EpochMs | undefined,
): OptionChain {
  return {
    calls: latestQuotes(quotesOf(view, symbol, 'call'), asOf),
    puts: latestQuotes(quotesOf(view, symbol, 'put'), asOf),
  };
}

/** When contracts of a symbol were quoted, the newest first. */
export function readOptionSnapshots(view: LegacyView, symbol: TickerSymbol, page: Before): EpochMs[] {
  const quotes = [...quotesOf(view, symbol, 'call'), ...quotesOf(view, symbol, 'put')];
  const times = new Set(quotes.map(({ ts }) => (ts / 1_000) as EpochMs));
  return newestBefore([...times], page, (ts) => ts);
}

/** The quotes of one contract, the newest first. The symbols it can belong to are those that it begins with. */
export function readOptionHistory(view: LegacyView, contract: string, page: Before): OptionQuote[] {
  const ofContract = [...view.context.knownSymbols]
    .filter(isTickerSymbol)
    .filter((symbol) => contract.startsWith(symbol.replaceAll(/[^A-Z0-9]/g, '')))
    .flatMap((symbol) => [...quotesOf(view, symbol, 'call'), ...quotesOf(view, symbol, 'put')])
    .filter((quote) => quote.contract === contract)
    .map(({ createdAt, updatedAt, ...quote }) => quote);
  return newestBefore(ofContract, page, ({ ts }) => ts / 1_000);
}

function newestBefore<Item>(
  items: readonly Item[],
  { before = Number.POSITIVE_INFINITY as EpochMs, limit }: Before,
  timeOf: (item: Item) => number,
): Item[] {
  return items
    .filter((item) => timeOf(item) < before)
    .sort((one, other) => timeOf(other) - timeOf(one))
    .slice(0, limit);
}
