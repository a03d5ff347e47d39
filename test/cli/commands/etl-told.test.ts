import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  type EtlWorkplace,
  eventsOf,
  makeEtlWorkplace,
  quarter,
  sessionsOfQuarter,
} from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());
const etl = (...args: readonly string[]) => place.etl(...args);

const head = 'Date,Open,High,Low,Close,Volume';

describe('while a source is asked', () => {
  const config = (more: readonly string[]) =>
    place.file('slow.yaml', ['sources:', '  order: [yahoo, stooq]', '  attempts: 2', ...more]);

  it('tells at once who is asked, what is waited for, and who is next', async () => {
    const slow = config(['  attempt_seconds: 1', '  stooq: { base_url: http://127.0.0.1:9 }']);
    const { stderr, status } = await place.stockula('-c', slow, 'etl', 'fetch', 'HANG', ...quarter);
    expect(status).toBe(11);
    const lines = stderr.split('\n');
    const at = (words: RegExp) => lines.findIndex((line) => words.test(line));
    const asked = at(/^asking yahoo for bars of HANG \(1d\) …$/);
    const retried = at(
      /^yahoo: it did not answer in time; asking again about HANG in \d\.\d s \(try 2 of 2\) …$/,
    );
    const next = at(/^yahoo: it did not .*; now asking stooq for bars of HANG \(1d\) …$/);
    expect(asked).toBeGreaterThanOrEqual(0);
    expect(retried).toBeGreaterThan(asked);
    expect(next).toBeGreaterThan(retried);
    const events = eventsOf(
      await place.stockula('-c', slow, 'etl', 'fetch', 'HANG', ...quarter, '-o', 'json'),
    );
    expect(events.filter(({ source }) => source === 'yahoo')).toMatchObject([
      { event: 'ask', question: 'bars of HANG (1d)' },
      { event: 'retry', key: 'HANG', kind: 'timeout', attempt: 2, attempts: 2 },
      { event: 'next', next: 'stooq', reason: expect.stringMatching(/^yahoo: it did not answer in time/) },
    ]);
  });

  it('is sparse where many symbols are asked for', async () => {
    const { stderr } = await etl('fetch', 'MA', 'MB', 'MC', 'MD', 'ME', ...quarter);
    expect(stderr.match(/^asking /gm)).toHaveLength(3);
  });
});

test('options and company data end with a sum, and say what to do about failures', async () => {
  const options = await etl('options', 'OPTS', 'NOPE');
  expect(options.stdout).toMatch(
    /^Symbol .*Rows .*\n[\s\S]*\n\n1 symbol succeeded, 1 failed, \d+ quotes stored\.\nCheck the symbol/,
  );
  const company = await etl('company', 'OPTS');
  expect(company.stdout).toMatch(/^Symbol +Outcome\nOPTS +✓ success\n\n1 symbol succeeded\.\n$/);
});

test('where all bars are set aside, the commonest reason is told, with its count', async () => {
  const rows = ['2024-02-05,0,1,1,1,1', '2024-02-06,0,1,1,1,1', '2024-02-07,3,2,1,1,1'];
  const { stdout, status } = await etl('import', place.file('ZERO-1d.csv', [head, ...rows]));
  expect(status).toBe(11);
  expect(stdout).toMatch(/all 3 bars were set aside; of 2 this holds: the bar has a price of zero\n/);
});

describe('bars that another source has stored', () => {
  it('are told apart from those that say the same, with what takes them', async () => {
    await etl('fetch', 'HELD', ...quarter);
    const own = ['2024-02-05,100,101,99,100.5,1000', '2024-02-06,100.5,102,100,101,1200'];
    const path = place.file('HELD-1d.csv', [head, ...own, '2024-02-10,101,103,100,102,900']);
    const first = await etl('import', path);
    expect(first.stdout).toMatch(/^Symbol +Interval +Outcome +New +Kept.*\nHELD +1d +✓ success +1 +2 /);
    expect(first.stdout).toMatch(
      /\n2 bars differ from what another source \(yahoo\) stored, which was left: --replace takes these instead\.\n$/,
    );
    const json = JSON.parse((await etl('import', path, '-o', 'json')).stdout);
    expect(json.runs[0].symbols[0]).toMatchObject({
      counts: { kept: 2, unchanged: 1 },
      keptFor: { yahoo: 2 },
    });
    const replaced = await etl('import', path, '--replace');
    expect(replaced.stdout).toMatch(/Corrected +Same[\s\S]*HELD +1d +✓ success +0 +2 +1/);
    expect(replaced.stdout).not.toContain('--replace');
    const again = await etl('fetch', 'HELD', '--again', ...quarter);
    expect(again.stdout).toMatch(new RegExp(`HELD +1d +✓ success +0 +${sessionsOfQuarter - 2} +2\\n`));
    expect(again.stdout).toContain('(file) stored, which was left: --again --replace takes these');
  });
});
