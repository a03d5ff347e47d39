import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

const folder = freshFolder('behind');
const env = { STOCKULA_DATA_DIR: `${folder}/data` };
const run = (...args: string[]): Promise<Run> => runStockula(args, env);
const question = ['--ticker', 'AAPL', '--mode', 'ta', '-o', 'json'];
const analyse = (): Promise<Run> => run(...question);

beforeAll(async () => {
  const days = ['2024-11-25', '2024-11-26', '2024-11-27', '2024-11-29'];
  const rows = days.map((day) => `${day},10,11,9,10.5,100`);
  writeFileSync(`${folder}/AAPL-1d.csv`, ['Date,Open,High,Low,Close,Volume', ...rows, ''].join('\n'));
  expect(await run('etl', 'import', `${folder}/AAPL-1d.csv`)).toMatchObject({ status: 0 });
}, 120_000);
afterAll(async () => {
  await run('db', 'stop');
});

test('an answer does not wait for what it lacks: it says so, and has a worker fetch it once there is a queue', {
  timeout: 120_000,
}, async () => {
  const alone = await analyse();
  expect(JSON.parse(alone.stdout)).toMatchObject({ symbol: 'AAPL', bars: 4 });
  expect(alone.stderr).toMatch(
    /sessions of AAPL \(1d\) not stored or not final yet\. Run ".*etl fetch AAPL --interval 1d"/,
  );
  expect(JSON.parse((await run('jobs', 'list', '-o', 'json')).stdout)).toEqual([]);
  for (const answer of [await analyse(), await analyse()])
    expect(answer.stderr).toMatch(/They wait for a worker; where none runs, ".*etl worker" starts one\./);
  const offline = await runStockula(question, { ...env, STOCKULA_OFFLINE: 'true' });
  expect(offline.stderr).toMatch(/Run ".*etl fetch AAPL/);
  const jobs = JSON.parse((await run('jobs', 'list', '-o', 'json')).stdout);
  expect(jobs).toHaveLength(1);
  expect(jobs[0]).toMatchObject({ kind: 'fetch-bars', symbol: 'AAPL' });
});
