import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { MigrationReport } from '../../../src/migrate/report.ts';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { makeWorkplace, type Workplace } from '../../migrate/workplace.ts';
import type { Run } from '../../support/run-stockula.ts';
import { ask } from '../../support/sources.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import { eventsOf } from './etl-workplace.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
let place: Workplace;
let yahoo: YahooStandIn;
const stockula = (...args: readonly string[]): Promise<Run> =>
  place.stockula(args, { STOCKULA_YAHOO_BASE_URL: yahoo.address });

beforeAll(async () => {
  place = makeWorkplace({ symbols: 1, years: 1 });
  yahoo = await YahooStandIn.start({
    now: new Date().toISOString(),
    symbols: {
      SYNA: { dividends: [{ date: '2024-06-12', amount: 0.5 }], splits: [{ date: '2024-06-14', ratio: 2 }] },
    },
  });
  appendFileSync(place.configFile, 'sources:\n  order: [yahoo]\n  attempts: 1\n');
});
afterAll(async () => {
  await stopHost(place.dataDirectory);
  await yahoo.close();
});

/** What a command said, where it should have succeeded. */
async function succeeds(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await stockula(...args);
  expect(`${status} ${status === 0 ? '' : stderr}`).toBe('0 ');
  return stdout;
}
const weeks = ['--from', '2024-06-03', '--to', '2024-06-28'] as const;
const reported = async (...args: readonly string[]): Promise<MigrationReport> =>
  JSON.parse(await succeeds(...args, '-o', 'json'));

it('says before it stores anything that the older file answers, and will not have it', async () => {
  const fetch = ['etl', 'fetch', 'MSFT', '--from', '2024-06-03', '--to', '2024-06-03'] as const;
  const { status, stderr } = await stockula(...fetch);
  expect(status).toBe(0);
  const note =
    /^Note: this goes into TimescaleDB in (\S+), but answers come from the older file (\S+) .*migrate run$/gm;
  expect([...stderr.matchAll(note)].map(([, ...names]) => names)).toEqual([
    [place.dataDirectory, expect.stringMatching(/legacy\.db$/)],
  ]);
  const events = eventsOf(await stockula(...fetch, '-o', 'json'));
  expect(events.filter(({ key }) => key === 'storage.backend')).toEqual([
    { event: 'note', key: 'storage.backend', message: expect.stringContaining('answers come from') },
  ]);
  const worker = place.start(['etl', 'worker'], { STOCKULA_YAHOO_BASE_URL: yahoo.address });
  let told = '';
  worker.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.includes('Working')) worker.kill('SIGTERM');
  });
  await once(worker, 'close');
  expect(told).toMatch(/answers come from the older file[\s\S]*Working/);
});

it('a migration can be run again after an update, as often as one likes', async () => {
  await succeeds('migrate', 'run');
  expect((await stockula('etl', 'fetch', 'SYNA', ...weeks, '--offline')).stderr).not.toContain(
    'answers come from',
  );
  expect(await succeeds('etl', 'fetch', 'SYNA', 'KO', ...weeks)).toContain('2 symbols succeeded');
  const again = await reported('migrate', 'run');
  expect(again.status).toBe('verified');
  expect(await succeeds('migrate', 'verify')).toContain('Verified');
  await succeeds('migrate', 'follow', '--drain');
  await succeeds('migrate', 'switch', '--drain');
  expect(await succeeds('-t', 'KO', '-m', 'ta')).toContain('KO');
});

it('a fetch with nothing to fetch has a symbol known whose row was lost', async () => {
  await succeeds('sql', '--write', `DELETE FROM stocks WHERE symbol = 'KO'`);
  expect((await stockula('-t', 'KO', '-m', 'ta')).status).toBe(4);
  expect(await succeeds('etl', 'fetch', 'KO', ...weeks)).toContain('all of it is stored');
  await succeeds('-t', 'KO', '-m', 'ta');
  // Of what has no bars nobody is told.
  await stockula('etl', 'fetch', 'NEW', '--from', '2024-06-08', '--to', '2024-06-09');
  expect(await succeeds('sql', `SELECT count(*) AS n FROM stocks WHERE symbol = 'NEW'`)).toContain('0');
});

it('goes back with what was fetched, as the older application has it, and comes again', async () => {
  const stored =
    'SELECT symbol, count(*) AS n, sum(close) AS sum FROM ts_price_history GROUP BY 1 ORDER BY 1';
  const before = await succeeds('sql', stored);
  const ofKo = `SELECT count(*) AS n FROM price_history WHERE symbol = 'KO'`;
  expect(ask(place.source, ofKo)).toEqual([{ n: 0 }]);
  const back = await succeeds('migrate', 'rollback');
  expect(back).toMatch(/price_history +\d+ .*\n[\s\S]*Adjusted: rows/);
  expect(back).toMatch(/Left out, because [\s\S]* bar_flags\n/);
  expect(back).toContain(`${place.source} answers again. It has everything but what was left out.`);
  const [ko] = ask<{ n: number }>(place.source, ofKo);
  expect(await succeeds('sql', `SELECT count(*) AS n FROM ts_price_history WHERE symbol = 'KO'`)).toContain(
    `${ko?.n}\n`,
  );
  expect(ko?.n).toBeGreaterThan(15);
  // Before the dividend and the split.
  const [first] = ask<{ close_price: number }>(
    place.source,
    `SELECT close_price FROM price_history WHERE symbol = 'SYNA' AND date = '2024-06-11' AND interval = '1d'`,
  );
  const csv = await succeeds(
    'sql',
    `SELECT close FROM ts_price_history WHERE symbol = 'SYNA' AND ts = '2024-06-11Z'`,
    '-o',
    'csv',
  );
  const [, raw] = /close\s+([\d.]+)/.exec(csv) ?? [];
  expect(first?.close_price).toBeCloseTo((Number(raw) - 0.5) / 2, 10);
  expect(await succeeds('-t', 'KO', '-m', 'ta')).toContain('KO');

  await succeeds('migrate', 'switch', '--drain');
  expect((await reported('migrate', 'run')).status).toBe('verified');
  expect(await succeeds('sql', stored)).toBe(before);
  await succeeds('migrate', 'rollback');
  await succeeds('migrate', 'run');
  expect(await succeeds('sql', stored)).toBe(before);
});
