import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything the tests write lies below this folder, which is removed at the end. */
const scratch = join(tmpdir(), `stockula-test-${process.pid}`);

export function setup(): void {
  process.env['STOCKULA_TEST_SCRATCH'] = scratch;
}

export function teardown(): void {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
