import { expect, test } from 'vitest';
import { errorTable } from '../../src/domain/errors.ts';
import { codeIn, readPage, tableRows } from './pages.ts';

const rows = tableRows(readPage('docs/errors.md'), 'Code');

test('the page lists every error code once, in the order of the table, with its numbers and title', () => {
  const listed = rows.map((row) => ({
    code: codeIn(row['Code']),
    exit: Number(row['Exit']),
    http: Number(row['HTTP']),
    title: row['Title'],
  }));
  expect(listed).toEqual(Object.entries(errorTable).map(([code, entry]) => ({ code, ...entry })));
});

test.each(rows)('$Code says when it comes and what to do', (row) => {
  expect(row['When it comes']).toMatch(/\w/);
  expect(row['What to do']).toMatch(/\w/);
});
