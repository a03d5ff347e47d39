import { expect, test } from 'vitest';
import { type ErrorOutput, exitOnClosedPipe, renderError } from '../../../src/cli/output/error.ts';
import { errorTable, StockulaError } from '../../../src/domain/errors.ts';

const parts = { expected: 'a ticker', got: '"???"', remedy: 'Give a ticker such as AAPL.' };

function render(thrown: unknown, output: Partial<ErrorOutput> = {}) {
  const [out, debug] = [[] as string[], [] as string[]];
  const stream = { write: (text: string) => out.push(text) };
  const debugStream = { write: (text: string) => debug.push(text) };
  const status = renderError(thrown, { format: 'console', stream, debugStream, env: {}, ...output });
  return { status, text: out.join(''), debug: debug.join('') };
}

test('three lines on the console: what, expected and got, remedy', () => {
  const { status, text } = render(new StockulaError('NOT_FOUND', parts));
  expect(status).toBe(4);
  expect(text).toBe(
    'No such thing (NOT_FOUND)\n  Expected a ticker. Got "???"\n  Give a ticker such as AAPL.\n',
  );
});

test('colour on a terminal, unless NO_COLOR is set', () => {
  const error = new StockulaError('USAGE', parts);
  expect(render(error, { isTty: true }).text).toContain('\u001b[31m');
  expect(render(error, { isTty: true, env: { NO_COLOR: '1' } }).text).not.toContain('\u001b');
});

test('JSON: one object and nothing else', () => {
  const { status, text } = render(new StockulaError('NO_DATA', parts), { format: 'json', isTty: true });
  expect(status).toBe(4);
  expect(JSON.parse(text)).toEqual({
    error: { code: 'NO_DATA', title: 'No data for the question', ...parts },
  });
});

test('the exit status of every code comes from the table', () => {
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) {
    expect(render(new StockulaError(code, parts)).status).toBe(errorTable[code].exit);
  }
});

test('an unknown error is INTERNAL, with its stack only on request', () => {
  const error = new TypeError('x is undefined');
  const quiet = render(error);
  expect(quiet.status).toBe(1);
  expect(quiet.text).toContain('(INTERNAL)');
  expect(quiet.text).toContain('Got x is undefined');
  expect(quiet.text).toContain('STOCKULA_DEBUG=1');
  expect(quiet.text + quiet.debug).not.toContain('error.test.ts');
  expect(render(error, { env: { STOCKULA_DEBUG: '1' } }).debug).toContain('error.test.ts');
  expect(render('just a text').text).toContain('Got just a text');
  expect(render(undefined).status).toBe(1);
});

test.each([
  ['errno', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ['quota', Object.assign(new Error('write'), { code: 'EDQUOT' })],
  ['SQLSTATE', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['SQLite', Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
  ['a cause', new Error('import', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) })],
  [
    'behind SQL_FAILED',
    new StockulaError('SQL_FAILED', parts, Object.assign(new Error('w'), { code: '53100' })),
  ],
  ['among several', new AggregateError([Object.assign(new Error('write'), { code: 'ENOSPC' })])],
])('no space left is found: %s', (_title, thrown) => {
  const { status, text } = render(thrown);
  expect(status).toBe(9);
  expect(text).toContain('No space left (DISK_FULL)');
});

test('a file that this user may not use is no defect of the program', () => {
  for (const code of ['EACCES', 'EPERM', 'EROFS']) {
    const refused = Object.assign(new Error(`${code}: no`), { code, syscall: 'mkdir', path: '/data/here' });
    const { status, text } = render(refused);
    expect(status).toBe(10);
    expect(text).toMatch(/RIGHTS_MISSING[\s\S]*\/data\/here[\s\S]*permissions/);
  }
  const bare = Object.assign(new Error('no'), { code: 'EPERM', syscall: 'kill' });
  expect(render(bare).text).toContain('(INTERNAL)');
});

test('a cause that goes in a circle ends', () => {
  const error = new Error('round');
  error.cause = error;
  expect(render(error).text).toContain('(INTERNAL)');
});

test('passwords and control characters do not reach the terminal, stack included', () => {
  const error = new Error('no \u001b[2Jroute\nto postgres://me:hunter2@h/d');
  const { text, debug } = render(error, { env: { STOCKULA_DEBUG: '1' } });
  expect(text).toContain('Got no route to postgres://me:***@h/d');
  expect(text.split('\n')).toHaveLength(4);
  expect(text + debug).not.toContain('hunter2');
});

test('a closed pipe is silent', () => {
  const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  expect(render(closed)).toEqual({ status: 141, text: '', debug: '' });
});

test('the guard on stdout exits at a closed pipe and throws anything else', () => {
  const statuses: number[] = [];
  let listener: (error: Error) => void = () => undefined;
  const stream = { on: (_event: 'error', heard: (error: Error) => void) => (listener = heard) };
  exitOnClosedPipe(stream, (status) => statuses.push(status));
  listener(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(statuses).toEqual([141]);
  expect(() => listener(new Error('other'))).toThrow('other');
});
