import { carryBack } from '../../src/migrate/rollback/carry-back.ts';
import { openTarget, policies } from './target.ts';

// Carries back in a process of its own, for a test that kills it: node rollback-child.ts DATA_DIRECTORY FILE SCRATCH
// Every step is a line on stdout.

const [dataDirectory = '', from = '', scratchFolder = ''] = process.argv.slice(2);
const database = await openTarget(dataDirectory);
const { proven } = await carryBack({
  database,
  from,
  policies,
  scratchFolder,
  onProgress: ({ step, label, done }) => process.stdout.write(`${step} ${label} ${done}\n`),
});
process.stdout.write(`${proven ? 'proven' : 'not proven'}\n`);
await database.close();
