import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { closeWorkers, runTasks } from '../../../src/manager/workers/run-tasks.ts';
import { sharedArray, sharedBars } from '../../../src/manager/workers/shared-array.ts';
import { taskKind } from '../../../src/manager/workers/task-kind.ts';
import { seriesOf } from '../../indicators/sample-series.ts';

const sample = taskKind<typeof import('./sample-task.ts')>(new URL('./sample-task.ts', import.meta.url));

afterAll(closeWorkers);

test('answers come in the order of the tasks, and progress counts each', async () => {
  const seen: string[] = [];
  const tasks = Array.from(
    { length: 20 },
    (_, at) => ({ do: 'sum', values: Float64Array.of(at, 1) }) as const,
  );
  const answers = await runTasks(sample, tasks, {
    threads: 2,
    onProgress: (done, total) => seen.push(`${done}/${total}`),
  });
  expect(answers).toEqual(tasks.map((_, at) => at + 1));
  expect(seen).toEqual(tasks.map((_, at) => `${at + 1}/20`));
});

test('shared arrays are shared, others are copied', async () => {
  const shared = sharedArray(Float64Array.of(1, 2));
  const own = Float64Array.of(1, 2);
  await runTasks(sample, [
    { do: 'write', values: shared, value: 7 },
    { do: 'write', values: own, value: 7 },
  ]);
  expect([...shared, ...own]).toEqual([7, 2, 1, 2]);
  expect(sharedArray(shared)).toBe(shared);
});

test('bars are shared as a whole', async () => {
  const bars = seriesOf([3, 4]);
  const shared = sharedBars(bars);
  expect(shared).toEqual(bars);
  await runTasks(sample, [{ do: 'write', values: shared.volume, value: 9 }]);
  expect([shared.volume[0], shared.close[0]]).toEqual([9, 3]);
});

test('no tasks need no thread', async () => {
  expect(await runTasks(sample, [])).toEqual([]);
});

test('an error for the user arrives as one', async () => {
  const failing = runTasks(sample, [{ do: 'refuse' }]);
  await expect(failing).rejects.toMatchObject({
    name: 'StockulaError',
    code: 'USAGE',
    parts: { expected: 'this', got: 'that', remedy: 'Do so.' },
  });
});

test('what else a task throws arrives with its message', async () => {
  await expect(runTasks(sample, [{ do: 'throw' }])).rejects.toThrow('out of the ordinary');
});

test('a thread that ends at a task fails it with what to do, and the next tasks find a new one', async () => {
  await expect(runTasks(sample, [{ do: 'exit' }], { threads: 1 })).rejects.toMatchObject({
    code: 'INTERNAL',
    parts: { expected: 'a worker thread to finish its calculation' },
  });
  expect(await runTasks(sample, [{ do: 'sum', values: Float64Array.of(2) }], { threads: 1 })).toEqual([2]);
});

test('a signal stops tasks that would never end, with its reason', async () => {
  const stop = new AbortController();
  const running = runTasks(sample, [{ do: 'spin' }, { do: 'spin' }, { do: 'spin' }], {
    threads: 2,
    signal: stop.signal,
  });
  globalThis.setTimeout(() => stop.abort(new Error('enough')), 300);
  const began = performance.now();
  await expect(running).rejects.toThrow('enough');
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('a task that fails ends the ones beside it', async () => {
  await expect(runTasks(sample, [{ do: 'spin' }, { do: 'refuse' }], { threads: 2 })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('an answer that comes while its thread is being ended is dropped, and ends nothing else', async () => {
  const sum = { do: 'sum', values: Float64Array.of(1, 2) } as const;
  const unclaimed: unknown[] = [];
  const note = (error: unknown) => unclaimed.push(error);
  process.on('uncaughtException', note);
  const stop = new AbortController();
  const running = runTasks(sample, [sum, sum, sum], {
    threads: 1,
    signal: stop.signal,
    onProgress: () => {
      // The thread has been given the next task by now: its answer comes in before the abort.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      stop.abort(new Error('enough'));
    },
  });
  await expect(running).rejects.toThrow('enough');
  await setTimeout(50);
  process.off('uncaughtException', note);
  expect(unclaimed).toEqual([]);
});

test('what a task throws later fails the task that runs then, and nothing where none does', async () => {
  const late = { do: 'throw-later', afterMs: 20 } as const;
  expect(await runTasks(sample, [late], { threads: 1 })).toEqual([20]);
  await expect(runTasks(sample, [{ do: 'sleep', ms: 5000 }], { threads: 1 })).rejects.toThrow('too late');
  expect(await runTasks(sample, [late], { threads: 1 })).toEqual([20]);
  await setTimeout(300);
  expect(await runTasks(sample, [{ do: 'sum', values: Float64Array.of(2) }], { threads: 1 })).toEqual([2]);
});

test('idle threads keep no process from ending', () => {
  const folder = new URL('./', import.meta.url).href;
  const script = `
    const { runTasks } = await import('${folder}../../../src/manager/workers/run-tasks.ts');
    const [sum] = await runTasks({ module: '${folder}sample-task.ts' }, [{ do: 'sum', values: Float64Array.of(3) }]);
    process.stdout.write(String(sum));`;
  const began = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toBe('3');
  expect(performance.now() - began).toBeLessThan(4_500);
});

test('what waits behind tasks that are ended in the middle is done', { timeout: 20_000 }, async () => {
  const stop = new AbortController();
  const spinning = Array.from({ length: 6 }, () => ({ do: 'spin' }) as const);
  const first = runTasks(sample, spinning, { threads: 2, signal: stop.signal }).catch(() => 'ended');
  // Until both threads are at work.
  await setTimeout(1_500);
  const behind = runTasks(sample, [{ do: 'sum', values: Float64Array.of(1, 2) }], { threads: 2 });
  stop.abort();
  expect(await first).toBe('ended');
  expect(await behind).toEqual([3]);
});
