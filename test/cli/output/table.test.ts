import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formatPrice } from '../../../src/cli/output/numbers.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { type Column, renderTable } from '../../../src/cli/output/table.ts';
import { counted } from '../../../src/domain/counted.ts';

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
    if (tells) expect(last).toContain(`… and ${counted(count - shown, 'more row')}:`);
  });

  test('elsewhere all of them', () => {
    expect(renderTable(columns, manyRows(1_501), styleFor(false, {})).split('\n')).toHaveLength(1_502);
  });
});

describe('a terminal of some width', () => {
  const inWidth = (width: number) => styleFor(true, { NO_COLOR: '1' }, width);
  const people = [
    { name: 'Ação 日本語', note: 'The quick brown fox jumps over the lazy dog, twice', amount: 1_234_567.25 },
    { name: 'B', note: 'short', amount: 1 },
  ];
  const wide: Column<(typeof people)[number]>[] = [
    { title: 'Name', value: ({ name }) => name },
    { title: 'Note', value: ({ note }) => note },
    { title: 'Amount', value: ({ amount }) => amount },
  ];
  const lines = (width: number, columnsOf = wide) =>
    renderTable(columnsOf, people, inWidth(width)).split('\n');

  test('boxed where it fits exactly', () => {
    expect(lines(83)[0]).toMatch(/^┌─+┬─{52}┬─{14}┐$/);
    expect(lines(83)[0]).toHaveLength(83);
  });

  test('one less, and the lines go; every text stays whole', () => {
    expect(lines(82)).toEqual([
      'Name         Note                                                      Amount',
      'Ação 日本語  The quick brown fox jumps over the lazy dog, twice  1,234,567.25',
      'B            short                                                          1',
    ]);
  });

  test('narrower, the longest texts are shortened, and a line says so', () => {
    expect(lines(50)).toEqual([
      'Name         Note                           Amount',
      'Ação 日本語  The quick brown fox ju…  1,234,567.25',
      'B            short                               1',
      'Texts are shortened to fit; -o json has them whole.',
    ]);
  });

  test('too narrow for that: a block of lines for each row, with everything whole', () => {
    expect(lines(37)).toEqual([
      '─[ 1 ]───────────────────────────────',
      'Name    Ação 日本語',
      'Note    The quick brown fox jumps over the lazy dog, twice',
      'Amount  1,234,567.25',
      '─[ 2 ]───────────────────────────────',
      'Name    B',
      'Note    short',
      'Amount  1',
    ]);
  });

  test('what is to stay whole does', () => {
    const kept = wide.map((column) => ({ ...column, whole: true }));
    expect(lines(50, kept)[0]).toMatch(/^─\[ 1 ]/);
  });

  test('colours take no room', () => {
    const colored = renderTable(wide, people, styleFor(true, {}, 82)).split('\n');
    expect(colored.map((line) => stripVTControlCharacters(line))).toEqual(lines(82));
    expect(colored[0]).toContain(esc);
  });

  test('no terminal has no width', () => {
    expect(renderTable(wide, people, styleFor(false, {}, 20)).split('\n')[1]).toMatch(
      /twice {2}1,234,567\.25$/,
    );
  });
});
