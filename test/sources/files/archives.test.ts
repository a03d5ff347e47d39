import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Member, zipOf } from '../../support/zip.ts';
import { brief, readOne, readParts, refusal, scratchFolder } from './support.ts';

const scratch = scratchFolder();
const table = 'Date,Open,High,Low,Close\n2020-01-02,1,2,1,2\n2020-01-03,1,2,1,2\n';
const bar = (symbol: string) => [symbol, '1d', '2020-01-02', 1, 2, 1, 2, null, null];

/** The limit of the ratio as it is, but on smaller files. */
const early = { limits: { ratioFromBytes: 2 ** 20 } };

const member = (name: string, content: string | Buffer = table): Member => ({
  name,
  content: Buffer.from(content),
});

describe('gzip', () => {
  test('is told by its bytes, whatever the name', async () => {
    const { bars } = await readOne(scratch.write('AAPL-1d.csv', gzipSync(table)));
    expect(brief(bars[0])).toEqual(bar('AAPL'));
    expect(
      (
        await readOne(
          scratch.write('MSFT-1d.csv.gz', Buffer.concat([gzipSync(table), gzipSync('2020-01-06,1,2,1,2\n')])),
        )
      ).bars,
    ).toHaveLength(3);
  });

  test('cut off, damaged, or in another archive is refused', async () => {
    const packed = gzipSync(table.repeat(1));
    expect(await refusal(scratch.write('CUT.csv.gz', packed.subarray(0, -12)))).toContain('cut off');
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 20, 30);
    expect(await refusal(scratch.write('BAD.csv.gz', damaged))).toContain('damaged');
    expect(await refusal(scratch.write('TWICE.csv.gz', gzipSync(packed)))).toContain(
      'gzip inside an archive',
    );
  });

  test('that unpacks to far more than it should is refused', async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(table), Buffer.from('2020-01-06,1,2,1,2\n'.repeat(200_000))]),
    );
    const path = scratch.write('BOMB-1d.csv.gz', bomb);
    expect(await refusal(path, early)).toContain('200 bytes for each compressed byte');
    expect(await refusal(path, { limits: { ratio: 1e9, unpackedBytes: 1e6 } })).toContain(
      'more than 1000000 bytes',
    );
  });
});

describe('zip', () => {
  test('notes are skipped and named; a table called .txt is read, and a broken one refused', async () => {
    const skipped: string[] = [];
    const notes = member('notes.txt', 'Dear all,\nthe closing prices are adjusted.\n');
    const path = scratch.write('notes.zip', zipOf([notes, member('aapl.us.txt')]));
    const parts = await readParts(path, { interval: '1d' }, (name) => skipped.push(name));
    expect(parts.map(({ bars }) => bars[0]?.symbol)).toEqual(['AAPL']);
    expect(skipped).toEqual(['notes.txt']);
    const named = member('de.txt', 'Datum;Auf;Hoch;Tief;Zu\n2020-01-02;1;2;1;2\n');
    const map = { ts: 'Datum', open: 'Auf', high: 'Hoch', low: 'Tief', close: 'Zu' };
    expect(
      await readParts(scratch.write('map.zip', zipOf([notes, named])), { interval: '1d', symbol: 'X', map }),
    ).toHaveLength(1);
    const broken = member('aapl.us.txt', 'Date,Open,High\n2020-01-02,1,2\n');
    expect(await refusal(scratch.write('broken.zip', zipOf([notes, broken])))).toContain('columns for low');
    expect(await refusal(scratch.write('only.zip', zipOf([notes])))).toContain('tables in a zip file');
  });

  test('has a part for each table, and tells what else is in it', async () => {
    const path = scratch.write(
      'all.zip',
      zipOf([
        member('us/aapl.us.txt'),
        member('us/readme.md', 'x'),
        member('us/', ''),
        member('MSFT.csv'),
        member('__MACOSX/._MSFT.csv', 'x'),
      ]),
    );
    const skipped: string[] = [];
    const parts = await readParts(path, { interval: '1d' }, (name) => skipped.push(name));
    expect(parts.map(({ bars }) => brief(bars[0]))).toEqual([bar('AAPL'), bar('MSFT')]);
    expect(parts[1]?.origin.place).toBe(`${path}/MSFT.csv`);
    expect(skipped).toEqual(['us/readme.md']);
  });

  test.each([
    ['encrypted', [{ ...member('A.csv'), flags: 1 }], 'encrypted'],
    ['with an archive in it', [member('inner.zip', 'PK')], 'an archive in it: inner.zip'],
    ['a workbook', [member('[Content_Types].xml', '<x/>')], 'a workbook'],
    ['without a table', [member('a.md', 'x')], 'none in'],
    ['with an archive called a table', [member('A.csv', gzipSync(table))], 'gzip inside an archive'],
  ])('%s is refused', async (_, members, says) => {
    expect(await refusal(scratch.write('refused.zip', zipOf(members)))).toContain(says);
  });

  test('made to do harm is refused', async () => {
    const zeros = {
      name: 'A-1d.csv',
      content: Buffer.concat([Buffer.from(table), Buffer.alloc(4_000_000, '2020-01-06,1,2,1,2\n')]),
    };
    expect(await refusal(scratch.write('bomb.zip', zipOf([zeros])), early)).toContain(
      'for each compressed byte',
    );
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 251));
    const overlapping = zipOf([member('A.csv', noise), member('B.csv', '')]);
    const second = overlapping.lastIndexOf('PK\x01\x02');
    overlapping.writeUInt32LE(overlapping.length, second + 20);
    expect(await refusal(scratch.write('overlap.zip', overlapping))).toContain('overlapping');
    expect(
      await refusal(scratch.write('many.zip', zipOf([member('A.csv'), member('B.csv')])), {
        limits: { members: 1 },
      }),
    ).toContain('at most 1 files');
    const all = { limits: { unpackedBytes: 100 }, interval: '1d' };
    expect(await refusal(scratch.write('sum.zip', zipOf([member('A.csv'), member('B.csv')])), all)).toContain(
      'more than 100 bytes',
    );
  });

  test('cut off is refused', async () => {
    expect(await refusal(scratch.write('cut.zip', zipOf([member('A.csv')]).subarray(0, -30)))).toContain(
      'a whole zip file',
    );
  });
});

describe('encodings', () => {
  test.each(['utf16le', 'utf16be', 'utf8'] as const)('%s with a byte order mark', async (encoding) => {
    const text = '\ufeffDate;Open;High;Low;Schluß\n2020-01-02;1,5;2;1;2\n2020-01-03;1;2;1;2\n';
    const bytes = Buffer.from(text, encoding === 'utf8' ? 'utf8' : 'utf16le');
    const path = scratch.write('AAPL.csv', encoding === 'utf16be' ? bytes.swap16() : bytes);
    const { bars } = await readOne(path, { map: { close: 'schluß' } });
    expect(brief(bars[0])).toEqual(['AAPL', '1d', '2020-01-02', 1.5, 2, 1, 2, null, null]);
  });

  test('UTF-16 cut within a character is refused', async () => {
    const text = Buffer.from(`\ufeff${table}`, 'utf16le');
    text.writeUInt16LE(0xd800, text.length - 4);
    expect(await refusal(scratch.write('AAPL.csv', text))).toContain('UTF-16');
  });
});

describe('JSON', () => {
  const objects = [
    { date: '2020-01-02', open: 1, high: 2.5, low: 1, close: 2, volume: 10, note: 'a } in "text"' },
    { date: '2020-01-03', close: 2, open: '1.5', high: null, low: 1, inner: { list: [1, { a: 2 }] } },
  ];
  test.each([
    ['lines', objects.map((object) => JSON.stringify(object)).join('\n')],
    ['an array', JSON.stringify(objects, null, 2)],
  ])('%s', async (_, text) => {
    const { bars } = await readOne(scratch.write('IBM.jsonl', text));
    expect(brief(bars[0])).toEqual(['IBM', '1d', '2020-01-02', 1, 2.5, 1, 2, null, 10]);
    expect(brief(bars[1])).toEqual(['IBM', '1d', '2020-01-03', 1.5, null, 1, 2, null, null]);
  });

  test('an object without end is found before it fills memory', async () => {
    const path = scratch.write(
      'LONG.jsonl',
      `{"date":"2020-01-02","open":1,"high":1,"low":1,"close":1}\n{"x":"${'y'.repeat(3_000_000)}`,
    );
    expect(await refusal(path, { interval: '1d' })).toContain('longer than 1048576 bytes on line 2');
  });
});
