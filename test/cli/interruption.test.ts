import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { makeWorkplace, type Workplace } from '../migrate/workplace.ts';
import { ended, type Run } from '../support/run-stockula.ts';
import { hasTerminals, onTerminal } from '../support/terminal.ts';

const module = join(import.meta.dirname, '../../src/cli/interruption.ts');

/** Runs statements in a program that would wait for long after them. */
function waiting(statements: string): Promise<Run> {
  const text = `
    import { asksOnly, beforeInterruptedEnd, endOnInterruption, interruption } from ${JSON.stringify(module)};
    endOnInterruption();
    // As libraries do that draw on terminals.
    process.on('SIGINT', () => undefined);
    const press = () => process.emit('SIGINT');
    setTimeout(() => process.exit(7), 60_000);
    ${statements}`;
  return ended(spawn(process.execPath, ['--input-type=module', '-e', text]));
}

describe('an interruption', () => {
  it('ends the program, whoever else listens, after what is to be done before', async () => {
    const run = await waiting(`beforeInterruptedEnd(() => console.log('tidy'));
      beforeInterruptedEnd(() => console.log('forgotten'))();
      press(); console.log('went on');`);
    expect(run).toMatchObject({ status: 130, stdout: 'tidy\n' });
    expect(run.stderr).toMatch(/^\nInterrupted\. What was committed stays/);
  });

  it('of a question tells of nothing that was committed', async () => {
    const run = await waiting('asksOnly(); press();');
    expect(run).toEqual({ status: 130, stdout: '', stderr: '\nInterrupted before the answer was there.\n' });
  });

  it('is told to a command that asked, and an echo of it does nothing', async () => {
    const run = await waiting(`interruption().onabort = () => console.log('told');
      press(); press(); setTimeout(() => { console.log('ended'); process.exit(0); }, 50);`);
    expect(run).toEqual({ status: 0, stdout: 'told\nended\n', stderr: '' });
  });

  it('ends such a command at once where it comes again later', async () => {
    const run = await waiting(`interruption(); press(); setTimeout(press, 1_100);`);
    expect(run.status).toBe(130);
    expect(run.stderr).toContain('Interrupted');
  });
});

let place: Workplace;
beforeAll(async () => {
  place = makeWorkplace({ symbols: 2, years: 2, dirt: false });
});
afterAll(() => stopHost(place.dataDirectory));

/** Waits until the command has written that. */
function written(child: ChildProcess, what: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error(`ended without "${what}": ${text}`)));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        text += chunk;
        if (text.includes(what)) resolve();
      });
  });
}

/** Presses Ctrl-C on a terminal of its own once the command has written that. */
async function pressedAt(what: string, args: readonly string[]): Promise<Run> {
  const child = onTerminal(args, {
    cwd: join(place.configFile, '..'),
    dataDirectory: place.dataDirectory,
  });
  const run = ended(child);
  await written(child, what);
  child.stdin.write('\x03');
  return run;
}

describe.skipIf(!hasTerminals)('Ctrl-C on a terminal', () => {
  it('ends a migration that is shown as a tree, and gives the cursor back', async () => {
    const before = place.configuration();
    const { status, stdout } = await pressedAt('schema up to date', ['migrate', 'run']);
    expect(stdout).toContain('Interrupted. What was committed stays');
    expect(status).toBe(130);
    expect(stdout.lastIndexOf('\x1b[?25h')).toBeGreaterThan(stdout.lastIndexOf('\x1b[?25l'));
    expect(place.configuration()).toBe(before);
  });

  it.each([
    ['forecast', 'SYNA: Forecast'],
    ['all', 'SYNA: Backtest'],
  ])('ends --mode %s while it calculates, with nothing of its answer', async (mode, label) => {
    const config = join(place.configFile, '..', 'thorough.yaml');
    const store = `storage: {backend: sqlite}\ndata: {db_path: ${place.source}}`;
    writeFileSync(config, `${store}\nforecast: {preset: best_quality}`);
    const args = ['-c', config, '-t', 'SYNA', '-m', mode, '-o', 'json'];
    const { status, stdout } = await pressedAt(label, args);
    expect(stdout).toContain('Interrupted');
    expect(stdout).not.toContain('"symbol"');
    expect(status).toBe(130);
  });

  it.each(['--optimize', '--walk-forward'])('ends %s, which tells how far it has come', async (search) => {
    const folder = join(place.configFile, '..');
    const [config, report] = [join(folder, 'search.yaml'), join(folder, 'search.html')];
    writeFileSync(config, `storage: {backend: sqlite}\ndata: {db_path: ${place.source}}\n`);
    const args = ['-c', config, '-t', 'SYNA', '-m', 'backtest', search, '-o', 'json', '--html', report];
    const { status, stdout } = await pressedAt('SYNA: Backtest, ', args);
    expect(stdout).toMatch(/SYNA: Backtest, \d+ %[\s\S]*Interrupted/);
    expect(stdout).not.toContain('"symbol"');
    expect(status).toBe(130);
    expect(existsSync(report)).toBe(false);
  });

  it('ends a follower with what it says at its end', async () => {
    expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
    const { status, stdout } = await pressedAt('waiting for changes', ['migrate', 'follow']);
    expect(stdout).toMatch(/\^C\r\nStopped following; what was carried over stays/);
    expect(status).toBe(0);
  });
});

it('a Ctrl-C that the launcher passes on once more does not cut a follower short', async () => {
  expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
  const child = place.start(['migrate', 'follow']);
  const run = ended(child);
  await written(child, 'waiting for changes');
  child.kill('SIGINT');
  await delay(3);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await run;
  expect(stderr).not.toContain('Interrupted');
  expect(stdout).toContain('Stopped following');
  expect(status).toBe(0);
});

it('ends a backtest that would never end, and leaves no report behind', async () => {
  const folder = join(place.configFile, '..');
  const strategy = join(folder, 'endless.ts');
  writeFileSync(
    strategy,
    `export const strategy = { title: 'Endless', parameters: {}, leastDays: 1,
      prepare: () => ({ indicators: {}, next() { for (;;); } }) };`,
  );
  const config = join(folder, 'endless.yaml');
  const store = `storage: {backend: sqlite}\ndata: {db_path: ${place.source}}`;
  writeFileSync(config, `${store}\nbacktest: {strategies: [{name: ${strategy}}]}`);
  const report = join(folder, 'endless.html');
  const args = ['-c', config, '-m', 'backtest', '-t', 'SYNA', '--html', report];
  const child = place.start(args);
  const run = ended(child);
  await delay(3_000);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await run;
  expect(status).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toContain('Interrupted');
  expect(existsSync(report)).toBe(false);
});
