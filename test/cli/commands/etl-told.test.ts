import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EtlWorkplace, makeEtlWorkplace, quarter, sessionsOfQuarter } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());
const etl = (...args: readonly string[]) => place.etl(...args);

const head = 'Date,Open,High,Low,Close,Volume';

describe('bars that another source has stored', () => {
  it('are told apart from those that say the same, with what takes them', async () => {
    await etl('fetch', 'HELD', ...quarter);
    const own = ['2024-02-05,100,101,99,100.5,1000', '2024-02-06,100.5,102,100,101,1200'];
    const path = place.file('HELD-1d.csv', [head, ...own, '2024-02-10,101,103,100,102,900']);
    const first = await etl('import', path);
    expect(first.stdout).toMatch(/^Symbol +Interval +Outcome +New +Kept.*\nHELD +1d +✓ success +1 +2 /);
    expect(first.stdout).toMatch(
      /\n2 bars differ from what another source \(yahoo\) stored, which was left: --replace takes these instead\.\n$/,
    );
    const json = JSON.parse((await etl('import', path, '-o', 'json')).stdout);
    expect(json.runs[0].symbols[0]).toMatchObject({
      counts: { kept: 2, unchanged: 1 },
      keptFor: { yahoo: 2 },
    });
    const replaced = await etl('import', path, '--replace');
    expect(replaced.stdout).toMatch(/Corrected +Same[\s\S]*HELD +1d +✓ success +0 +2 +1/);
    expect(replaced.stdout).not.toContain('--replace');
    const again = await etl('fetch', 'HELD', '--again', ...quarter);
    expect(again.stdout).toMatch(new RegExp(`HELD +1d +✓ success +0 +${sessionsOfQuarter - 2} +2\\n`));
    expect(again.stdout).toContain('(file) stored, which was left: --again --replace takes these');
  });
});
