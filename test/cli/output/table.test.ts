import { describe, expect, test } from 'vitest';
import { formatPrice } from '../../../src/cli/output/numbers.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { type Column, renderTable } from '../../../src/cli/output/table.ts';

interface Row {
  readonly symbol: string;
  readonly price: number | null;
  readonly change: number;
}

const rows: Row[] = [
  { symbol: 'AAPL', price: 1189.98, change: -0.5 },
  { symbol: 'X', price: Number.NaN, change: 12 },
  { symbol: '', price: null, change: Number.NaN },
];

const columns: Column<Row>[] = [
  { title: 'Symbol', value: (row) => row.symbol },
  { title: 'Price', value: (row) => row.price, format: formatPrice },
  {
    title: 'Change',
    value: (row) => row.change,
    paint: (text, row, colors) => (row.change < 0 ? colors.red(text) : text),
  },
];

const esc = '\u001b';

test('no terminal: plain columns, numbers to the right, dashes for what is missing', () => {
  expect(renderTable(columns, rows, styleFor(false, {}))).toBe(
    [
      'Symbol     Price  Change',
      'AAPL    1,189.98    -0.5',
      'X              –      12',
      '–              –       –',
    ].join('\n'),
  );
});

test('a terminal: boxed and coloured', () => {
  const text = renderTable(columns, rows, styleFor(true, {}));
  expect(text).toContain(`${esc}[31m-0.5${esc}[39m`);
  expect(text.split('\n')).toHaveLength(7);
  expect(text.split('\n')[6]).toBe('└────────┴──────────┴────────┘');
});

test.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('%o: boxed without colour', (env) => {
  const text = renderTable(columns, rows, styleFor(true, env));
  expect(text).not.toContain(esc);
  expect(text.split('\n')[3]).toBe('│ AAPL   │ 1,189.98 │   -0.5 │');
});

test('an empty NO_COLOR does not count', () => {
  expect(renderTable(columns, rows, styleFor(true, { NO_COLOR: '' }))).toContain(esc);
});

test('text from outside cannot steer the terminal or break the line', () => {
  const nasty: Row = { symbol: `A${esc}[31mB\r\nC\u0007\u202eD`, price: 1, change: 1 };
  const text = renderTable(columns, [nasty], styleFor(false, {}));
  expect(text.split('\n')[1]).toMatch(/^AB CD +1\.00 +1$/);
});

test('wide characters keep the columns in line; alignment can be set; no rows leave the head', () => {
  const wide = renderTable(
    columns,
    [{ symbol: '日本', price: 1, change: 1 }],
    styleFor(true, { NO_COLOR: '1' }),
  );
  expect(wide).toContain('│ 日本   │');
  const left: Column<Row>[] = [
    { title: 'Change of the day', value: (row) => row.change, align: 'left' },
    ...columns,
  ];
  expect(renderTable(left, rows, styleFor(false, {})).split('\n')[1]).toMatch(/^-0\.5 /);
  expect(renderTable(columns, [], styleFor(false, {}))).toBe('Symbol  Price  Change');
});

describe('many rows', () => {
  const manyRows = (count: number) =>
    Array.from({ length: count }, (_, at): Row => ({ symbol: `S${at}`, price: 1, change: 1 }));

  test.each([
    [500, 500, false],
    [501, 500, true],
    [1_501, 500, true],
  ])('%i rows in a terminal: %i are shown, and a line tells of the rest: %s', (count, shown, tells) => {
    const text = renderTable(columns, manyRows(count), styleFor(true, { NO_COLOR: '1' }));
    expect(text.match(/│ S\d+ /g)).toHaveLength(shown);
    const last = text.split('\n').at(-1);
    expect(last?.startsWith('…')).toBe(tells);
    if (tells) expect(last).toContain(`${(count - shown).toLocaleString('en-US')} more rows`);
  });

  test('elsewhere all of them', () => {
    expect(renderTable(columns, manyRows(1_501), styleFor(false, {})).split('\n')).toHaveLength(1_502);
  });
});
