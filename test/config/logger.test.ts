import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';
import { createLogger, loggerOptions } from '../../src/telemetry/logger.ts';
import { RotatingFile } from '../../src/telemetry/rotating-file.ts';
import { inFolder, load } from './sample.ts';

function memory() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
}

test('lines are JSON with level and time, from the level on', () => {
  const sink = memory();
  const logger = createLogger({ level: 'WARNING', destination: sink });
  logger.info('unheard');
  logger.warn({ symbol: 'AAPL' }, 'heard');
  expect(sink.lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', symbol: 'AAPL', msg: 'heard', time: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
});

test('passwords do not reach the log, wherever they stand', () => {
  const sink = memory();
  const logger = createLogger({ level: 'TRACE', destination: sink });
  const url = 'postgres://me:hunter2@h/d';
  logger.info(`connecting to ${url}`);
  logger.error(new Error(`no route to ${url}`));
  logger.info({ a: { b: { c: { d: [url] } } } });
  logger.info({ user: { password: 'hunter2' }, token: 'hunter2', deep: { er: { secret: 'hunter2' } } });
  logger.child({ url }).info('child');
  expect(sink.lines).toHaveLength(5);
  expect(sink.lines.join('')).not.toContain('hunter2');
  expect(sink.lines.every((line) => JSON.parse(line).time)).toBe(true);
});

test('the logger writes to stderr and leaves stdout alone', () => {
  const module = new URL('../../src/telemetry/logger.ts', import.meta.url).href;
  const code = `import { createLogger } from '${module}';
    createLogger({ level: 'INFO', destination: 'stderr' }).info('to stderr'); process.exit(0);`;
  const args = ['--input-type=module', '--eval', code];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 0]);
  expect(stderr).toContain('to stderr');
});

test('a full file becomes .1, older ones move up, and the oldest goes', async () => {
  await inFolder({}, async (cwd) => {
    const path = join(cwd, 'logs', 'app.log');
    const file = new RotatingFile(path, 10, 2);
    for (const line of ['first--\n', 'second-\n', 'third--\n', 'fourth-\n']) file.write(line);
    file.close();
    const read = (suffix: string) => readFileSync(path + suffix, 'utf8');
    expect([read(''), read('.1'), read('.2')]).toEqual(['fourth-\n', 'third--\n', 'second-\n']);
    expect(existsSync(`${path}.3`)).toBe(false);
  });
});

test('without backups a full file starts anew; an existing one is continued', async () => {
  await inFolder({ 'app.log': 'old\n' }, async (cwd) => {
    const path = join(cwd, 'app.log');
    const file = new RotatingFile(path, 10, 0);
    file.write('12345\n');
    expect(readFileSync(path, 'utf8')).toBe('old\n12345\n');
    file.write('x\n');
    file.close();
    expect([readFileSync(path, 'utf8'), statSync(path).size]).toEqual(['x\n', 2]);
  });
});

test('a log file that cannot be opened is a configuration error', async () => {
  await inFolder({}, async (cwd) => {
    writeFileSync(join(cwd, 'file'), '');
    const open = () => new RotatingFile(join(cwd, 'file', 'app.log'), 10, 0);
    expect(open).toThrow(StockulaError);
    expect(open).toThrow('logging.log_file');
  });
});

test('the configuration decides level and destination', async () => {
  const optionsOf = async (yaml: string) => loggerOptions((await load(yaml)).config.logging);
  expect(await optionsOf('')).toEqual({ level: 'WARNING', destination: 'stderr' });
  expect(await optionsOf('logging: {level: ERROR}')).toMatchObject({ level: 'ERROR' });
  expect(await optionsOf('logging: {enabled: true, level: debug, log_to_file: true}')).toEqual({
    level: 'DEBUG',
    destination: { file: 'stockula.log', maxBytes: 10_485_760, backups: 3 },
  });
});
