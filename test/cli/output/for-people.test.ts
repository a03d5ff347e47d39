import { describe, expect, it } from 'vitest';
import { forPeople, wrapLines } from '../../../src/cli/output/for-people.ts';

const command = 'npx stockula';

describe('text that is wider than the terminal', () => {
  it.each([
    [
      'a sign and what it is about',
      '  ✔ Look at the machine (0.2 s): fit for the driver embedded, as it seems',
      '  ✔ Look at the machine (0.2 s): fit for\n    the driver embedded, as it seems',
    ],
    [
      'a name and a value',
      '  older file  the one that was given on the command line',
      '  older file  the one that was given on\n              the command line',
    ],
    [
      'a count and what was counted',
      '     3  price_history: missing_interval – a row without an interval',
      '     3  price_history: missing_interval\n        – a row without an interval',
    ],
    [
      'a name that leaves no room',
      '  something with a rather long name  that was given on the line',
      '  something with a rather long name\n  that was given on the line',
    ],
  ])('is broken between words, under the beginning of %s', (_what, text, lines) => {
    expect(wrapLines(text, 40, command)).toBe(lines);
  });

  it('keeps commands and paths whole, for copying', () => {
    const text =
      'A report to file: npx stockula migrate report --out x. The way back: npx stockula migrate rollback';
    expect(wrapLines(text, 40, command).split('\n')).toEqual([
      'A report to file:',
      'npx stockula migrate report --out x. The',
      'way back: npx stockula migrate rollback',
    ]);
    const quoted =
      'To do it all: npx stockula migrate run --from "/home/me/my files, all/legacy (1).db" now.';
    expect(wrapLines(quoted, 40, command).split('\n')[1]).toBe(quoted.slice(14));
    const listed =
      'To read: npx stockula etl import x.csv --decimal "," --map a=b,c=d --symbol X, and no more.';
    expect(wrapLines(listed, 40, command).split('\n')[1]).toBe(
      'npx stockula etl import x.csv --decimal "," --map a=b,c=d --symbol X,',
    );
    const path = `/home/${'long/'.repeat(12)}legacy.db`;
    expect(wrapLines(`it is ${path} of course`, 40, command)).toBe(`it is\n${path}\nof course`);
  });

  it('is measured without its colours, and left alone where it fits', () => {
    const text = `\u001b[32m${'a'.repeat(20)} ${'b'.repeat(19)}\u001b[39m`;
    expect(wrapLines(text, 40, command)).toBe(text);
    expect(wrapLines(text, 39, command)).toContain('\n');
  });

  it('leaves tables and what is no terminal alone', () => {
    const row = `│ ${'cell │ '.repeat(9)}`;
    expect(wrapLines(row, 40, command)).toBe(row);
    const long = 'word '.repeat(40);
    expect(forPeople(long, { isTTY: false, columns: 40 })).toBe(long);
    expect(forPeople(long, { isTTY: true, columns: 0 })).toBe(long);
    expect(forPeople(long, { isTTY: true, columns: 40 })).toContain('\n');
  });
});
