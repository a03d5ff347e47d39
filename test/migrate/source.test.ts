import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSource } from '../../src/migrate/source.ts';
import { freshFolder } from '../support/embedded.ts';
import { syntheticFile } from '../support/sources.ts';

it('says so where the folder for the snapshot cannot be made', async () => {
  const inTheWay = join(freshFolder(), 'scratch');
  writeFileSync(inTheWay, '');
  for (const folder of [inTheWay, join(inTheWay, 'below')])
    await expect(openSource(syntheticFile({ symbols: 1, years: 1 }), folder)).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      parts: { expected: expect.stringContaining(folder) },
    });
});
