import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryName } from '../../src/config/temporary-name.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { carry, contentOf, intact, integrityOf, tableOf } from './rollback-support.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const child = join(import.meta.dirname, 'rollback-child.ts');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs it until a line begins with some text, and then for some time more. */
async function killedAt(path: string, line: string, more: number): Promise<string> {
  const running = spawn(process.execPath, [child, target.dataDirectory, path, target.scratchFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(running, 'close');
  let output = '';
  await new Promise<void>((resolve) => {
    running.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (`\n${output}`.includes(`\n${line}`)) resolve();
    });
    running.once('close', () => resolve());
  });
  await pause(more);
  running.kill('SIGKILL');
  await closed;
  return output;
}

it('leaves the file as it was when it is killed, and finishes the next time', async () => {
  const path = syntheticFile({ symbols: 8, years: 12, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
  await target.sql('UPDATE ts_price_history SET volume = volume + 1');
  const before = contentOf(path);
  const bytes = readFileSync(path);
  const isHalfWritten = (): boolean =>
    statSync(`${path}-journal`, { throwIfNoEntry: false }) !== undefined && !readFileSync(path).equals(bytes);
  for (const [line, more] of [
    ['snapshot backup', 0],
    ['copy stocks', 200],
    ['copy price_history', 500],
  ] as const) {
    expect(await killedAt(path, line, more)).not.toContain('proven');
    // Whoever opens it next, the older application too, has SQLite roll it back.
    change(path, 'SELECT count(*) FROM stocks');
    expect(contentOf(path)).toBe(before);
    expect(integrityOf(path)).toEqual(intact);
  }
  // All rows are written, more than SQLite keeps in memory, and nothing is committed. Nobody opens it in between.
  expect(await killedAt(path, 'verify stocks', 0)).not.toContain('proven');
  expect(isHalfWritten()).toBe(true);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const backup = join(dirname(path), 'legacy.before-rollback-20261122T213000123Z.db');
  const left = `${temporaryName(backup).replace(`-${process.pid}-`, `-${pid}-`)}.partial`;
  writeFileSync(left, 'half of it');
  const result = await carry(target, path);
  expect(result.proven).toBe(true);
  expect(contentOf(result.backup)).toBe(before);
  expect(tableOf(result, 'price_history').updated).toBeGreaterThan(20_000);
  expect(integrityOf(path)).toEqual(intact);
  expect((await target.verify(path)).status).toBe('verified');
  expect(readdirSync(dirname(path)).filter((name) => name.includes('.tmp'))).toEqual([]);
}, 240_000);
