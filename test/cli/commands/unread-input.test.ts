import { expect, test } from 'vitest';
import { runStockula, scratchFolder } from '../../support/run-stockula.ts';

test('a program that ends without reading what it is given still has its status and output', async () => {
  const muchMoreThanAPipeHolds = 'x'.repeat(4_000_000);
  const { status, stdout } = await runStockula(
    ['--version'],
    { STOCKULA_TEST_CWD: scratchFolder('unread') },
    muchMoreThanAPipeHolds,
  );
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
  expect(status).toBe(0);
});
