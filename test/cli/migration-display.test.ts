import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { makeWorkplace, type Workplace } from '../migrate/workplace.ts';
import { ended } from '../support/run-stockula.ts';
import { hasTerminals, onTerminal } from '../support/terminal.ts';

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace({ symbols: 2, years: 2, dirt: true });
});
afterAll(() => stopHost(place.dataDirectory));

/** What a terminal of 60 columns has shown in the end, line by line, and how the command ended. */
async function shown(args: readonly string[], rest = ''): Promise<{ status: number; lines: string[] }> {
  const { dataDirectory, configFile } = place;
  const child = onTerminal(args, { cwd: dirname(configFile), dataDirectory, columns: 60, rest });
  const { status, stdout } = await ended(child);
  return { status, lines: stripVTControlCharacters(stdout).split(/\r?\n/) };
}

describe.skipIf(!hasTerminals)('a migration on a terminal', () => {
  it('is drawn there while stdout goes to a file, which has nothing but the answer', async () => {
    const { status, lines } = await shown(['migrate', 'run'], '> answer.txt');
    expect(status).toBe(0);
    for (const line of ['✔ Environment', '  ✔ Look at the machine: fit for the driver embedded'])
      expect(lines).toContain(line);
    const answer = readFileSync(join(dirname(place.configFile), 'answer.txt'), 'utf8');
    expect(answer).toMatch(/^Table +Goes to/);
    expect(answer).toContain('Verified: ');
    for (const shownOnly of ['Look at the machine', '\u001b']) expect(answer).not.toContain(shownOnly);
  });

  it.each([['run'], ['status']])('tells in %s nothing that is cut at its edge', async (name) => {
    const { status, lines } = await shown(['migrate', name]);
    expect(status).toBe(0);
    expect(lines.join(' ')).toMatch(name === 'run' ? /Verified: / : /Nothing: it is done/);
    // A path or a command alone may be longer.
    const cut = lines.filter(
      (line) => line.length > 60 && !/^\s*(?:older file +)?\S*[/]\S*( migrate .*)?$/.test(line),
    );
    expect(cut).toEqual([]);
  });
});
