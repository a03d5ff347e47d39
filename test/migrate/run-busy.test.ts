import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ended } from '../support/run-stockula.ts';
import type { JournalMoment } from './journal-hook.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace } from './workplace.ts';

// A migration beside the older application, which goes on inserting, updating and deleting.

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

interface Writer {
  /** Ends it; returns how many writes it made. */
  stop(): Promise<number>;
}

async function startWriting(path: string, seed: number): Promise<Writer> {
  const writer: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'busy-writer.ts'), path, String(seed), '5'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let stdout = '';
  writer.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  await once(writer, 'spawn');
  return {
    stop: async () => {
      writer.kill('SIGTERM');
      await once(writer, 'close');
      return Number(stdout);
    },
  };
}

async function expectNothingDiffers(place: Workplace): Promise<void> {
  const { status, stdout } = await place.stockula(['migrate', 'verify', '-o', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'verified', differences: [] });
  expect(status).toBe(0);
}

describe.each([1, 2] as const)('a file of generation %i', { timeout: 300_000 }, (generation) => {
  const workplace = (): Workplace =>
    makeWorkplace({ generation, symbols: 3, years: 4 }, target.dataDirectory);

  it('is copied as of one moment while it is written to, and differs in nothing after a drain', async () => {
    const place = workplace();
    const writer = await startWriting(place.source, generation * 11);
    const run = await place.stockula(['migrate', 'run', '--no-switch', '-o', 'json']);
    expect(`${run.status} ${run.status === 0 ? '' : run.stdout + run.stderr}`).toBe('0 ');
    expect(JSON.parse(run.stdout)).toMatchObject({ status: 'verified', differences: [] });
    expect(run.stderr).toContain('stockula migrate follow');
    expect(await writer.stop()).toBeGreaterThan(50);
    const drained = await place.stockula(['migrate', 'follow', '--drain', '-o', 'json']);
    expect(`${drained.status} ${drained.status === 0 ? '' : drained.stdout + drained.stderr}`).toBe('0 ');
    await expectNothingDiffers(place);
  });

  it('is caught up with before the switch', async () => {
    const place = workplace();
    const writer = await startWriting(place.source, generation * 13);
    const child = place.start(['migrate', 'run', '-o', 'json']);
    const running = ended(child);
    let writes: Promise<number> | null = null;
    child.stderr?.on('data', (text: string) => {
      // The older application is closed once the copy is done.
      if (text.includes('"event":"begun","step":"validate"')) writes ??= writer.stop();
    });
    const { status, stdout, stderr } = await running;
    expect(await writes).toBeGreaterThan(20);
    expect(`${status} ${status === 0 ? '' : stdout + stderr}`).toBe('0 ');
    expect(stderr).toContain('Carrying over what was written meanwhile');
    expect(place.configuration()).toContain('backend: timescale');
    await expectNothingDiffers(place);
  });

  /** A write between the comparison and the switch, of which no answer of the two stores tells. */
  const writeBeforeSwitch = ({ source }: Workplace): JournalMoment => ({
    line: '"step":"switch"',
    when: 'before',
    run: [
      '--input-type=module',
      '--eval',
      `import { DatabaseSync } from 'node:sqlite';
       new DatabaseSync(${JSON.stringify(source)}).exec('UPDATE stocks SET market_cap = 4711');`,
    ],
  });

  it('is caught up with again where it is written to after the comparison', async () => {
    const place = workplace();
    const { status, stdout, stderr } = await place.at(writeBeforeSwitch(place), [
      'migrate',
      'run',
      '-o',
      'json',
    ]);
    expect(`${status} ${status === 0 ? '' : stdout + stderr}`).toBe('0 ');
    expect(place.configuration()).toContain('backend: timescale');
    await expectNothingDiffers(place);
  });

  it('is not switched away from by a plain switch, where it is written to after that looked', async () => {
    const place = workplace();
    expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
    const { status, stdout } = await place.at(writeBeforeSwitch(place), ['migrate', 'switch', '-o', 'json']);
    expect(status).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'MIGRATION_CONFLICT', remedy: expect.stringContaining('migrate switch --drain') },
    });
    expect(place.configuration()).toBe(untouchedConfiguration);
  });

  it('is not switched away from while it is written to', async () => {
    const place = workplace();
    const writer = await startWriting(place.source, generation * 17);
    const { status, stdout } = await place.stockula(['migrate', 'run', '-o', 'json']);
    await writer.stop();
    expect(status).not.toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'MIGRATION_CONFLICT', remedy: expect.stringContaining('Close the older application') },
    });
    expect(place.configuration()).toBe(untouchedConfiguration);
    const again = await place.stockula(['migrate', 'resume', '-o', 'json']);
    expect(`${again.status} ${again.status === 0 ? '' : again.stdout + again.stderr}`).toBe('0 ');
    expect(place.configuration()).toContain('backend: timescale');
    await expectNothingDiffers(place);
  });
});
