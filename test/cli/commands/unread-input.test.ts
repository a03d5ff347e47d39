import { expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

test('a program that ends without reading what it is given still has its status and output', async () => {
  const muchMoreThanAPipeHolds = 'x'.repeat(4_000_000);
  const { status, stdout } = await runStockula(
    ['--version'],
    { STOCKULA_TEST_CWD: freshFolder('unread') },
    muchMoreThanAPipeHolds,
  );
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
  expect(status).toBe(0);
});
