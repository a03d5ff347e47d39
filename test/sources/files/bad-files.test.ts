import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openFile } from '../../../src/sources/files/open-file.ts';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import { readOne, refusal, scratchFolder } from './support.ts';

const scratch = scratchFolder();
const header = 'Date,Open,High,Low,Close,Volume';
const row = (date: string) => `${date},1.5,2,1,2,10`;
const table = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;

interface Case {
  readonly is: string;
  readonly content: string | Uint8Array;
  readonly says: readonly string[];
  readonly options?: FileOptions;
  readonly name?: string;
}

const threeDays = [row('2020-01-02'), row('2020-01-03'), row('2020-01-06')];

const cases: readonly Case[] = [
  { is: 'empty', content: '', says: ['which is empty', 'Export it again'] },
  { is: 'of blanks only', content: ' \n\n', says: ['nothing in'] },
  { is: 'of a header only', content: `${header}\n`, says: ['names of columns only'] },
  { is: 'of one column', content: 'Date Open\n2020 1\n', says: ['one column only', 'line 1', 'delimiters'] },
  {
    is: 'read with a wrong delimiter',
    content: table(...threeDays),
    options: { delimiter: ';' },
    says: ['columns for date, open, high, low, close', '--delimiter'],
  },
  {
    is: 'of decimal commas between commas',
    content: table('2020-01-02,1,5,2,1,2,10'),
    says: ['7 on line 2', '6 fields', 'decimal commas'],
  },
  {
    is: 'with a row cut short',
    content: table(...threeDays, '2020-01-07,1'),
    says: ['2 on line 5', 'cut off'],
  },
  {
    is: 'without a column',
    content: 'Date,Open,High,Close\n2020-01-02,1,2,1\n',
    says: ['columns for low', '"Date", "Open", "High", "Close"', '--map low=COLUMN'],
  },
  {
    is: 'with a column twice',
    content: 'Date,Open,High,Low,Close,close\n2020-01-02,1,2,1,1,1\n',
    says: ['"Close" twice'],
  },
  {
    is: 'mapped to a column it has not',
    content: table(...threeDays),
    options: { map: { open: 'Eröffnung' } },
    says: ['a column "Eröffnung"', '"Open"'],
  },
  {
    is: 'with days and months both ways',
    content: table(row('13/01/2020'), row('01/14/2020')),
    says: ['"13/01/2020" on line 2', '"01/14/2020" on line 3', '--dates dmy'],
  },
  {
    is: 'with days and months that nothing tells apart',
    content: table(row('01/02/2020'), row('01/03/2020')),
    says: ['"01/02/2020" on line 2', '--dates dmy'],
  },
  {
    is: 'with commas that may be either',
    content: 'Date;Open;High;Low;Close\n2020-01-02;1,234;1,250;1,200;1,240\n',
    says: ['"1,234" on line 2', 'a decimal comma, or thousands', '--decimal'],
  },
  {
    is: 'with decimal commas and decimal dots',
    content: 'Date;Open;High;Low;Close\n2020-01-02;1,23;1.25;1,2;1,24\n',
    says: ['"1,23" on line 2', '"1.25" on line 2', '--decimal'],
  },
  {
    is: 'in Windows-1252',
    content: Buffer.concat([
      Buffer.from(`${header}\n2020-01-02,1,2,"é`),
      Buffer.from([0xfc]),
      Buffer.from('",2,3\n'),
    ]),
    says: ['byte 0xfc on line 2, column 18', 'UTF-8'],
  },
  { is: 'binary', content: new Uint8Array(1_000).fill(7).fill(0, 500), says: ['binary data'] },
  { is: 'a PDF', content: '%PDF-1.7 …', says: ['a PDF document'] },
  {
    is: 'with a quote in a field',
    content: table('2020-01-02,1,2,1,2"5,3'),
    says: ['a quote in the middle of a field on line 2, column 19'],
  },
  {
    is: 'with a quote that is not closed',
    content: table(...threeDays, '"2020-01-07,1,2,1,2,3'),
    says: ['closing quote', 'line 5'],
  },
  {
    is: 'of local times without a zone',
    content: table(row('2020-01-02 09:30:00'), row('2020-01-02 10:30:00'), row('2020-01-02 11:30:00')),
    says: ['"2020-01-02 09:30:00" on line 2', '--zone'],
  },
  {
    is: 'of daily moments that may belong to another day',
    content: table(row('1577998800'), row('1578085200')),
    says: ['"2020-01-02 21:00:00 UTC" on line 2', '--zone'],
  },
  {
    is: 'of a zone nobody knows',
    content: table(...threeDays),
    options: { zone: 'Mars/Base' },
    says: ['Mars/Base'],
  },
  {
    is: 'of one row without an interval',
    content: table(row('2020-01-02')),
    says: ['too few times', '--interval'],
  },
  {
    is: 'of days as a spreadsheet counts them',
    content: table(row('45719'), row('45720.5')),
    options: { interval: '1d' },
    says: ['Expected dates', '"45719" on line 2', '--dates excel'],
  },
  {
    is: 'of dates in another order than was said',
    content: table(row('28/03/2024'), row('29/03/2024')),
    options: { dateFormat: 'ymd', interval: '1d' },
    says: ['--dates ymd', '"28/03/2024" on line 2', 'Leave it out, or say --dates dmy'],
  },
  {
    is: 'of no dates at all',
    content: table(row('soon'), row('later')),
    says: ['Expected dates', '"soon" on line 2'],
  },
  {
    is: 'of times without a rhythm',
    content: table(row('2020-01-02'), row('2020-02-20'), row('2020-02-26'), row('2020-09-01')),
    says: ['no single spacing', '--interval'],
  },
  { is: 'of no symbol', content: table(...threeDays), name: 'prices.csv', says: ['--symbol', 'AAPL.csv'] },
  {
    is: 'of two symbols where the user named one',
    content: `symbol,${header}\nAAPL,${row('2020-01-02')}\nMSFT,${row('2020-01-03')}\n`,
    options: { symbol: 'AAPL', interval: '1d' },
    says: ['"AAPL" and, on line 3', '"MSFT"'],
  },
  { is: 'of one endless line', content: 'Date,'.repeat(500_000), says: ['a longer one, line 1'] },
  { is: 'broken JSON', content: '{"ts":1,\n', says: ['does not end', 'line 1'] },
  { is: 'JSON that is wrong in a line', content: '{"ts":1}\n{"ts":}\n', says: ['line 2'] },
  { is: 'JSON of no objects', content: '[1, 2]', says: ['"1, 2]"', 'line 1'] },
];

test.each(cases)('a file $is is refused', async ({ content, says, options, name = 'AAA.csv' }) => {
  const message = await refusal(scratch.write(name, content), options);
  for (const part of says) expect(message).toContain(part);
});

test('options settle what is ambiguous', async () => {
  const dates = scratch.write('DMY.csv', table(row('01/02/2020'), row('02/02/2020'), row('14/13/2020')));
  const { bars } = await readOne(dates, { dateFormat: 'dmy' });
  expect(bars.map(({ ts }) => ts)).toEqual([
    Date.UTC(2020, 1, 1) * 1e3,
    Date.UTC(2020, 1, 2) * 1e3,
    '14/13/2020',
  ]);
  const days = scratch.write(
    'XLS.csv',
    table(row('45719'), row('45720'), row('45721.75'), row('2025-03-06')),
  );
  const excel = await readOne(days, { dateFormat: 'excel', interval: '1d' });
  expect(excel.bars.map(({ ts }) => new Date(Number(ts) / 1e3).toISOString().slice(0, 10))).toEqual([
    ...['2025-03-03', '2025-03-04', '2025-03-05', '2025-03-06'],
  ]);
  const commas = scratch.write('DEC.csv', 'Date;Open;High;Low;Close\n2020-01-02;1,234;1,250;1,200;1,240\n');
  const decimal = await readOne(commas, { decimal: ',', interval: '1d' });
  expect(decimal.bars[0]).toMatchObject({ open: 1.234, high: 1.25 });
  const thousands = await readOne(commas, { decimal: '.', interval: '1d' });
  expect(thousands.bars[0]).toMatchObject({ open: 1_234, high: 1_250 });
});

test('a date in the other order is refused also far from the beginning', async () => {
  const lines = Array.from({ length: 40_000 }, () => row('13/01/2020'));
  const message = await refusal(scratch.write('FAR.csv', table(...lines, row('01/14/2020'))), {
    interval: '1d',
  });
  expect(message).toContain('"01/14/2020" on line 40002');
});

describe('files that are not there or not as a file should be', () => {
  test('none, and a folder', async () => {
    expect(await refusal(scratch.path('NONE.csv'))).toContain('nothing of that name');
    mkdirSync(scratch.path('folder.csv'));
    expect(await refusal(scratch.path('folder.csv'))).toContain('a folder');
  });

  test.skipIf(process.platform === 'win32')('a device', async () => {
    expect(await refusal('/dev/null')).toContain('Got no regular file. Check the path');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'one that may not be read',
    async () => {
      const path = scratch.write('SECRET.csv', table(...threeDays));
      chmodSync(path, 0);
      expect(await refusal(path)).toContain('permission');
    },
  );

  test('a line of two gigabytes', async () => {
    const path = scratch.write('LONG.csv', `${table(...threeDays)}${'x'.repeat(50_000)}`);
    const file = openSync(path, 'r+');
    ftruncateSync(file, 2 ** 31);
    closeSync(file);
    expect(await refusal(path)).toContain('a longer one, line 5');
  });

  test.each([
    ['written to', (path: string) => appendFileSync(path, row('2020-01-07'))],
    ['replaced', (path: string) => renameSync(scratch.write('other', table(...threeDays)), path)],
  ])('one that is %s while it is read', async (_, change) => {
    const path = scratch.write('LIVE.csv', table(...threeDays));
    const read = async () => {
      for await (const part of openFile(path)) for await (const _batch of part.bars()) change(path);
    };
    await expect(read()).rejects.toThrow('to stay as it is while it is read');
  });
});
