import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ended } from '../../support/run-stockula.ts';
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
const sql = async (query: string, ...more: readonly string[]) =>
  (await place.stockula('sql', query, '-o', 'csv', ...more)).stdout.trim().split(/\r?\n/).slice(1);

describe('stockula etl fetch', () => {
  it('stores what is missing, and the same command again fetches nothing', async () => {
    const first = await etl('fetch', 'aaa', 'BBB', ...quarter);
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout).toMatch(
      /^Symbol +Interval +Outcome +New\nAAA +1d +✓ success +61\nBBB +1d +✓ success +61\n/,
    );
    expect(first.stdout).toMatch(
      /\n2 symbols succeeded, 122 new bars from yahoo in \d+\.\d s \(run 1\)\.\n$/,
    );
    expect(first.stderr).toMatch(/AAA 1d \([12]\/2\)\n/);
    const asked = place.yahoo.arrivals.count;
    const again = await etl('fetch', 'AAA', 'BBB', ...quarter);
    expect(again.status).toBe(0);
    expect(again.stdout).toMatch(/BBB +1d +– skipped +0 +all of it is stored\n/);
    expect(again.stdout).toMatch(/\n2 symbols had nothing to fetch, 0 new bars in /);
    expect(place.yahoo.arrivals.count).toBe(asked);
  });

  it('ends with 12 where some fail and says why; as JSON one document, with events on stderr', async () => {
    const run = await etl('fetch', 'CCC', 'NOPE', 'DOWN', ...quarter, '-o', 'json');
    expect(run.status).toBe(12);
    const { verdict, runs } = JSON.parse(run.stdout);
    expect(verdict).toBe('partial');
    expect(runs[0].symbols).toMatchObject([
      { symbol: 'CCC', outcome: 'success', source: 'yahoo', counts: { written: sessionsOfQuarter } },
      {
        symbol: 'DOWN',
        outcome: 'failed',
        reason: expect.stringMatching(/^yahoo: it is not available \(HTTP 50\d: /),
        remedy: 'Try again later.',
      },
      { symbol: 'NOPE', outcome: 'failed', reason: expect.stringContaining('does not know the symbol') },
    ]);
    const symbols = eventsOf(run).filter(({ event }) => event === 'symbol');
    expect(symbols.map(({ symbol }) => symbol).sort()).toEqual(['CCC', 'DOWN', 'NOPE']);
    expect(symbols.map(({ done, total }) => `${done}/${total}`)).toEqual(['1/3', '2/3', '3/3']);
  });

  it('ends with 11 where all fail, and where nobody may be asked', async () => {
    const failed = await etl('fetch', 'NOPE', ...quarter);
    expect(failed.status).toBe(11);
    expect(failed.stdout).toMatch(/NOPE +1d +✗ failed +0 +yahoo: it does not know the symbol/);
    expect(failed.stdout).toMatch(/\nCheck the symbol, the interval and the range\.\n$/);
    // The reason is told once.
    expect(failed.stderr).toContain('NOPE 1d failed (1/1)\n');
    expect(failed.stderr).not.toContain('does not know');
    const asked = place.yahoo.arrivals.count;
    const offline = await etl('fetch', 'DDD', '--offline', ...quarter);
    expect(offline).toMatchObject({ status: 11, stdout: expect.stringContaining('switched off') });
    expect(place.yahoo.arrivals.count).toBe(asked);
  });

  it('--again asks for what is held too, --all for every instrument that is known', async () => {
    const again = await etl('fetch', 'AAA', '--again', ...quarter);
    expect(again.stdout).toMatch(
      /AAA +1d +✓ success +0 +61\n[\s\S]*1 symbol succeeded, 0 new bars from yahoo/,
    );
    const all = JSON.parse((await etl('fetch', '--all', ...quarter, '-o', 'json')).stdout);
    expect(all.runs[0].symbols.map(({ symbol }: { symbol: string }) => symbol)).toEqual([
      'AAA',
      'BBB',
      'CCC',
    ]);
  });

  it('stops at Ctrl-C, says so, and keeps what came before', async () => {
    const child = place.begin('etl', 'fetch', 'EEE', 'HANG', ...quarter, '-o', 'json');
    const run = ended(child);
    let told = '';
    while (!told.includes('"EEE"')) told += (await once(child.stderr ?? child, 'data'))[0];
    child.kill('SIGINT');
    expect(await run).toMatchObject({
      status: 130,
      stdout: '',
      stderr: expect.stringContaining('Interrupted.'),
    });
    expect(await sql("SELECT count(*) FROM ts_price_history WHERE symbol = 'EEE'")).toEqual(['61']);
  });

  it('fetches hours as well as days', async () => {
    const from = new Date(Date.now() - 12 * 86_400_000).toISOString().slice(0, 10);
    const { status, stdout } = await etl('fetch', 'HOUR', '--interval', '60m', '--from', from);
    expect(status).toBe(0);
    expect(stdout).toMatch(/HOUR +1h +✓ success +[3-9]\d/);
  });

  test.each([
    [[], /Got neither/],
    [['AAA', '--all'], /Got --all and AAA/],
    [['A B'], /ticker symbol/],
    [['AAA', '--from', '2024-13-01'], /--from/],
    [['AAA', '--from', '2024-03-01', '--to', '2024-02-01'], /--from/],
    [['AAA', '--interval', '7x'], /Allowed choices/],
    [['AAA', '--from', '2100-01-01'], /Got --from 2100-01-01, which lies in the future/],
  ])('%j is refused', async (args, words) => {
    const { status, stdout, stderr } = await etl('fetch', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe('stockula etl coverage and heal', () => {
  it('draws what is held, with what the signs mean', async () => {
    const { stdout } = await etl('coverage', 'AAA', ...quarter);
    expect(stdout).toMatch(/\nAAA 1d {2}[█ ]+ 100\.0%\n +61 held\n\n█ held\n$/);
    const ascii = await etl('coverage', 'AAA', '--ascii', ...quarter);
    expect(ascii.stdout).toMatch(/\nAAA 1d {2}[# ]+ 100\.0%\n/);
    const { coverage } = JSON.parse((await etl('coverage', 'AAA', ...quarter, '-o', 'json')).stdout);
    expect(coverage).toMatchObject([
      { symbol: 'AAA', interval: '1d', percentHeld: 100, counts: { held: 61 } },
    ]);
  });

  it('fills the gap between two ranges, and no other', async () => {
    await etl('fetch', 'GAP', '--from', '2024-01-01', '--to', '2024-01-31');
    await etl('fetch', 'GAP', '--from', '2024-03-01', '--to', '2024-03-31');
    const gap = ['GAP', ...quarter];
    expect((await etl('coverage', ...gap)).stdout).toMatch(/ 41 held, 20 missing\n/);
    const healed = await etl('heal', 'GAP', '--to', '2024-03-31');
    expect(healed).toMatchObject({ status: 0, stdout: expect.stringMatching(/GAP +1d +✓ success +20\n/) });
    expect((await etl('coverage', ...gap)).stdout).toMatch(/ 61 held\n/);
    expect((await etl('heal', 'GAP', '--to', '2024-03-31')).stdout).toMatch(/1 symbol had nothing to fetch/);
  });

  it('fills what was deleted, once the ledger has forgotten it', async () => {
    const where = "symbol = 'BBB' AND ts >= '2024-02-05' AND ts < '2024-02-10'";
    await place.stockula('sql', `DELETE FROM ts_price_history WHERE ${where}`, '--write');
    await place.stockula('sql', "DELETE FROM coverage WHERE symbol = 'BBB'", '--write');
    expect((await etl('coverage', 'BBB', ...quarter)).stdout).toMatch(/ 56 held, 5 missing\n/);
    const { runs } = JSON.parse((await etl('heal', 'BBB', '--to', '2024-03-31', '-o', 'json')).stdout);
    expect(runs[0].symbols[0].counts.written).toBe(5);
    expect(await sql(`SELECT count(*) FROM ts_price_history WHERE ${where}`)).toEqual(['5']);
  });

  it.each(['coverage', 'heal'])(
    '%s of a symbol that nobody knows, or has no such bars, is a mistake',
    async (name) => {
      const typo = await etl(name, 'AAA', 'GAPP');
      expect(typo).toMatchObject({ status: 4, stdout: '' });
      expect(typo.stderr).toMatch(/NOT_FOUND[\s\S]*Got "GAPP"[\s\S]*Did you mean GAP\?/);
      const other = await etl(name, 'AAA', '--interval', '1h', '-o', 'json');
      expect(other.status).toBe(4);
      expect(JSON.parse(other.stdout)).toMatchObject({ error: { code: 'NO_DATA', got: 'only bars of 1d' } });
    },
  );
});

describe('stockula etl runs', () => {
  it('lists runs, the newest first, and the lines of one, failures first', async () => {
    const runs = JSON.parse((await etl('runs', '-o', 'json')).stdout);
    expect(runs.at(-1)).toMatchObject({
      id: '1',
      kind: 'fetch',
      status: 'finished',
      succeeded: 2,
      written: 122,
    });
    expect((await etl('runs', '--limit', '2', '-o', 'csv')).stdout.trimEnd().split('\n')).toHaveLength(3);
    expect((await etl('runs', '3')).stdout).toMatch(
      /^Symbol .*\nDOWN +1d +✗ failed .*\nNOPE .*\nCCC +1d +✓ success +61/,
    );
    expect(JSON.parse((await etl('runs', '1', '-o', 'json')).stdout)).toMatchObject([
      { symbol: 'AAA', written: sessionsOfQuarter },
      { symbol: 'BBB', outcome: 'success' },
    ]);
  });

  it('says of each how it ended: of an interrupted one, of one in which all failed, of one that was killed', async () => {
    const asked = ['etl', 'fetch', 'HANG', ...quarter, '-o', 'json'];
    const child = place.begin(...asked);
    const run = ended(child);
    let told = '';
    while (!told.includes('"ask"')) told += (await once(child.stderr ?? child, 'data'))[0];
    child.kill('SIGKILL');
    await run;
    expect((await etl('runs', '--limit', '1')).stdout).toMatch(/ HANG 1d +running +0\/0 /);
    await place.stockula(...asked, '--offline');
    const bad = place.file('BAD-1d.csv', ['garbage']);
    await etl('import', bad);
    const runs = JSON.parse((await etl('runs', '-o', 'json')).stdout) as { place: string; state: string }[];
    const states = new Map(runs.toReversed().map((one) => [one.place, one.state]));
    expect(states.get('AAA, BBB 1d')).toBe('finished');
    expect(states.get('CCC, NOPE, DOWN 1d')).toBe('some failed');
    expect(states.get('EEE, HANG 1d')).toBe('interrupted');
    expect(runs.filter((one) => one.place === 'HANG 1d').map(({ state }) => state)).toEqual([
      'failed',
      'died',
    ]);
    const { stdout } = await etl('runs');
    expect(stdout).toMatch(/\n +\d+ +20\d\d-\d\d-\d\d \d\d:\d\d +\S+BAD-1d\.csv +failed +0\/0 /);
    expect(stdout).not.toContain('Expected');
    expect(stdout).toMatch(/\n".*etl runs RUN" tells what became of each symbol, and why\.\n$/);
    const [newest] = runs as unknown as { id: string }[];
    expect((await etl('runs', newest?.id ?? '')).stdout).toMatch(
      /^Nothing was stored\.\nIt failed: Expected columns separated/,
    );
  });

  test.each([
    [['4711'], 4, /number of a run[\s\S]*"4711"[\s\S]*etl runs/],
    [['last'], 4, /"last"/],
    [['--limit', '0'], 2, /whole number/],
  ])('%j is refused', async (args, exit, words) => {
    const { status, stdout, stderr } = await etl('runs', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: exit, stdout: '' });
  });
});
