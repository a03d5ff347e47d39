import { expect, test } from 'vitest';
import { renderRuns } from '../../../src/cli/output/etl-run.ts';
import type { RunReport, SymbolReport } from '../../../src/manager/pipeline/run-report.ts';
import { noCounts } from '../../../src/storage/timescale/pipeline/etl-run.ts';

const long = `yahoo: it is not available (HTTP 500: ${'sad panda '.repeat(12)}); stooq: it does not have such data`;

const report = (symbol: string, more: Partial<SymbolReport>): SymbolReport => ({
  ...{ symbol, interval: '1d', outcome: 'success', reason: null, source: null, counts: noCounts() },
  ...more,
});

const run: RunReport = {
  ...{ id: '7', kind: 'fetch', seconds: 1 },
  symbols: [
    report('GOOD', {}),
    report('LYFT', { outcome: 'failed', reason: long, remedy: 'Try again later.' }),
    report('UBER', { outcome: 'failed', reason: long, remedy: 'Try again later.' }),
  ],
};

test('on a terminal reasons stand below the table, whole and each once; who pipes it has them in the rows', () => {
  const shown = renderRuns([run], true);
  expect(shown.split(long)).toHaveLength(2);
  expect(shown).toContain(`\n✗ LYFT 1d, UBER 1d: ${long}\n\n1 symbol succeeded, 2 failed`);
  expect(shown).not.toContain('Why');
  expect(shown.endsWith('(run 7).\nTry again later.\n')).toBe(true);
  const piped = renderRuns([run], false);
  expect(piped.split(long)).toHaveLength(3);
  expect(piped).toContain(`UBER    1d        ✗ failed     0  ${long}\n`);
});
