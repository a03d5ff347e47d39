import { parse } from 'csv-parse/sync';
import { StockulaError } from '../../domain/errors.ts';
import { inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { PortfolioHolding } from '../../domain/portfolio-store.ts';
import type { PortfolioDraft } from './draft-of-configuration.ts';

/** Names that brokers and spreadsheets give the columns, in small letters without anything but letters. */
const columns = {
  symbol: ['symbol', 'ticker', 'instrument'],
  quantity: ['quantity', 'shares', 'qty', 'units', 'amount', 'position'],
  cost: [
    'cost',
    'costpershare',
    'averagecost',
    'avgcost',
    'costbasispershare',
    'price',
    'purchaseprice',
    'unitcost',
  ],
  target: ['targetweight', 'target', 'weight', 'targetpercent', 'targetpct', 'allocationpct'],
  category: ['category', 'assetclass'],
} as const;

type Column = keyof typeof columns;

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

/**
 * The holdings of a CSV text with a header: symbol and quantity, optionally cost per share, target weight in percent and
 * category. Rows of one symbol are lots: their quantities are added, their costs averaged. A row of CASH is cash.
 * @throws StockulaError USAGE with the line that is wrong
 */
export function draftOfCsv(text: string, most: number): PortfolioDraft {
  const rows = rowsOf(text);
  const place = placesOf(Object.keys(rows[0]?.record ?? {}));
  const lots = new Map<TickerSymbol, PortfolioHolding[]>();
  let cash = 0;
  for (const row of rows) {
    const symbol = inUpperCase((row.record[place.symbol] ?? '').trim());
    if (symbol === 'CASH') {
      cash += numberIn(row, place.quantity, 'quantity') ?? 0;
      continue;
    }
    if (!isTickerSymbol(symbol)) throw wrong(row.line, 'a ticker symbol such as AAPL', symbol || 'nothing');
    lots.set(symbol, [...(lots.get(symbol) ?? []), lotOf(row, symbol, place)]);
  }
  if (lots.size > most) throw wrong(1, `at most ${most} instruments`, String(lots.size));
  const merged = [...lots.values()].filter((each) => each.length > 1).length;
  return {
    name: '',
    currency: 'USD',
    cash,
    fractional: [...lots.values()].flat().some(({ quantity }) => !Number.isInteger(quantity)),
    notes: '',
    holdings: [...lots.values()].map(together),
    draftNotes: merged > 0 ? [`Lots were added up, and their costs averaged, of ${merged} symbols.`] : [],
  };
}

function rowsOf(text: string): Row[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      columns: true,
      skip_empty_lines: true,
      trim: true,
      bom: true,
      info: true,
      delimiter: delimiterOf(text),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw wrong(null, 'a CSV text with a header', error.message);
  }
  if (rows.length === 0) throw wrong(1, 'a header and at least one row', 'none');
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}

/** Spreadsheets of some languages part with semicolons, and copied cells with tabs. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  return [';', '\t'].find((one) => header.includes(one)) ?? ',';
}

function placesOf(names: readonly string[]): Readonly<Record<Column, string>> {
  const find = (column: Column): string => {
    const known: readonly string[] = columns[column];
    return names.find((name) => known.includes(name.toLowerCase().replaceAll(/[^a-z]/g, ''))) ?? '';
  };
  const found = {
    symbol: find('symbol'),
    quantity: find('quantity'),
    cost: find('cost'),
    target: find('target'),
    category: find('category'),
  };
  for (const column of ['symbol', 'quantity'] as const)
    if (found[column] === '')
      throw wrong(1, `a column ${column} (${columns[column].join(', ')})`, `the columns ${names.join(', ')}`);
  return found;
}

function lotOf(row: Row, symbol: TickerSymbol, place: Readonly<Record<Column, string>>): PortfolioHolding {
  const quantity = numberIn(row, place.quantity, 'quantity');
  if (quantity === null) throw wrong(row.line, 'a quantity', 'nothing');
  const target = numberIn(row, place.target, 'target weight in percent');
  if (target !== null && target > 100)
    throw wrong(row.line, 'a target weight of at most 100 %', String(target));
  return {
    symbol,
    quantity,
    cost: numberIn(row, place.cost, 'cost'),
    targetWeight: target === null ? null : target / 100,
    category: row.record[place.category]?.trim().toUpperCase() || null,
  };
}

/** A number of at least 0 as people write it: `1,234.50`, `$12`, `15 %`. Null for an empty cell. */
function numberIn({ record, line }: Row, column: string, what: string): number | null {
  const text = (record[column] ?? '').trim();
  if (text === '') return null;
  const plain = text.replaceAll(/[\s$€£%]/g, '');
  const digits = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return Number(digits);
  throw wrong(line, `${what} as a number of at least 0, such as 12.5`, text.slice(0, 40));
}

function together(lots: readonly PortfolioHolding[]): PortfolioHolding {
  const [first] = lots as readonly [PortfolioHolding];
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0);
  const hasCosts = lots.every(({ cost }) => cost !== null) && quantity > 0;
  const paid = lots.reduce((sum, lot) => sum + lot.quantity * (lot.cost ?? 0), 0);
  return {
    ...first,
    quantity,
    cost: lots.length === 1 ? first.cost : hasCosts ? paid / quantity : null,
    targetWeight: lots.find(({ targetWeight }) => targetWeight !== null)?.targetWeight ?? null,
    category: lots.find(({ category }) => category !== null)?.category ?? null,
  };
}

function wrong(line: number | null, expected: string, got: string): StockulaError {
  return new StockulaError('USAGE', {
    expected: line === null ? expected : `${expected} in line ${line}`,
    got,
    remedy: 'Mend the text; its header is as in: symbol,quantity,cost.',
  });
}
