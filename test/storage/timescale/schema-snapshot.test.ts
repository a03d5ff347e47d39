import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { commonSchema, communitySchema } from './catalog.ts';
import { findTarget, type Target, targetNames } from './targets.ts';

// After an intended change: STOCKULA_UPDATE_SCHEMA_SNAPSHOT=1 npm test -- schema-snapshot, and look at the difference.

const file = fileURLToPath(new URL('schema.snapshot.txt', import.meta.url));
const divider = 'community edition only:';

function snapshot(): { common: string[]; community: string[] } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const at = lines.indexOf(divider);
  return { common: lines.slice(0, at), community: lines.slice(at + 1) };
}

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`schema snapshot: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      if (name !== 'embedded' || !process.env['STOCKULA_UPDATE_SCHEMA_SNAPSHOT']) return;
      const lines = [...(await commonSchema(database)), divider, ...(await communitySchema(database))];
      writeFileSync(file, `${lines.join('\n')}\n`);
    });
    afterAll(() => target.stop());

    test('tables, columns, keys, indexes and hypertables are those of the snapshot', async () => {
      expect(await commonSchema(database)).toEqual(snapshot().common);
    });

    test.skipIf(name === 'apache')('aggregates and compression are those of the snapshot', async () => {
      expect(await communitySchema(database)).toEqual(snapshot().community);
    });
  });
}
