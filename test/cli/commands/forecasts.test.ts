import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

const folder = freshFolder('forecasts');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };
const stockula = (...args: string[]): Promise<Run> => runStockula(args, env);

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 2, years: 2 });
  expect((await stockula('migrate', 'run', '--from', source, '-o', 'json')).status).toBe(0);
  writeFileSync(
    join(folder, '.stockula.yaml'),
    'storage: {backend: timescale}\nforecast: {preset: fast_training, forecast_length: 4, models: [naive, drift, Chronos]}\n',
  );
}, 120_000);

afterAll(async () => {
  await stockula('db', 'stop');
});

describe('--mode forecast', () => {
  test('shows prices with the naive forecast beside them, the evaluation, and what the configuration had wrong', async () => {
    const { status, stdout } = await stockula('-t', 'SYNA', '-m', 'forecast');
    expect(status).toBe(0);
    expect(stdout).toMatch(/Session +Forecast +Return +90 % from +to +Naive\n(\d{4}-\d\d-\d\d .*\n){4}\n/);
    expect(stdout).toMatch(/Model +RMSE +MAE +MASE +sMAPE +MAE to naive +p\nnaive/);
    expect(stdout).toMatch(/naive forecast.* more than chance at 20 origins/);
    expect(stdout).toMatch(/Intervals of 90 % held [\d.]+ ± [\d.]+ % of \d+ values at \d+ origins/);
    expect(stdout).toContain('Note: Unknown model "Chronos", ignored. Nearest known model: combination.');
  });

  test('JSON, CSV and console are of one answer', async () => {
    const json = JSON.parse((await stockula('-t', 'SYNA', '-m', 'forecast', '-o', 'json')).stdout);
    const csv = (await stockula('-t', 'SYNA', '-m', 'forecast', '-o', 'csv', '--table', 'forecast')).stdout;
    const rows = csv.trim().split('\n').slice(1);
    expect(rows.map((row) => Number(row.split(',')[4]))).toEqual(
      json.points.map((point: { forecast: number }) => point.forecast),
    );
    expect(json.evaluation.scores.map(({ model }: { model: string }) => model)).toEqual([
      'naive',
      'drift',
      'combination',
    ]);
  });

  test('several symbols make a portfolio', async () => {
    const { stdout } = await stockula('-t', 'SYNA,SYNB', '-m', 'forecast', '-o', 'json');
    const { symbols, portfolio } = JSON.parse(stdout);
    const last = symbols.map(({ forecast }: { forecast: { last: number } }) => forecast.last);
    expect(portfolio.forecast.value).toBeCloseTo(last[0] + last[1], 9);
  });

  test('train and test dates on the command line compare with what happened', async () => {
    const json = JSON.parse((await stockula('-t', 'SYNA', '-m', 'forecast', '-o', 'json')).stdout);
    const day = (back: number): string => new Date(json.asOf - back * 86_400_000).toISOString().slice(0, 10);
    const dates = [
      '--train-start',
      day(500),
      '--train-end',
      day(60),
      '--test-start',
      day(59),
      '--test-end',
      day(40),
    ];
    const { stdout } = await stockula('-t', 'SYNA', '-m', 'forecast', ...dates);
    expect(stdout).toMatch(new RegExp(`Test period ${day(59)} to ${day(40)}`));
    expect(stdout).toContain('Actual');
  });
});

test('forecasts are listed, shown and scored', async () => {
  const json = JSON.parse((await stockula('-t', 'SYNB', '-m', 'forecast', '-o', 'json')).stdout);
  const to = new Date(json.asOf - 30 * 86_400_000).toISOString().slice(0, 10);
  const early = JSON.parse((await stockula('-t', 'SYNB', '-m', 'forecast', '--to', to, '-o', 'json')).stdout);
  const scored = JSON.parse((await stockula('forecasts', 'score', '-o', 'json')).stdout);
  expect(scored.newlyScored).toBe(1);
  expect(scored.trackRecord).toMatchObject({ forecasts: 1, withInterval: 4 });
  const listed = JSON.parse((await stockula('forecasts', 'list', '--symbol', 'SYNB', '-o', 'json')).stdout);
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([early.id, json.id]);
  const shown = await stockula('forecasts', 'show', early.id);
  expect(shown.stdout).toMatch(/Against what happened, on 4 bars\nModel +RMSE/);
  expect((await stockula('forecasts', 'show', '99999')).status).toBe(4);
  expect((await stockula('forecasts', 'list', '--limit', 'many')).status).toBe(2);
  expect((await stockula('forecasts', 'list', '--limit', '0')).status).toBe(2);
});
