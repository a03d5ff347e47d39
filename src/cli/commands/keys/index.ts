import type { Command } from 'commander';
import { counted } from '../../../domain/counted.ts';
import { withAccess } from '../users/with-access.ts';
import { addCreate } from './create.ts';
import { addList } from './list.ts';

/** `stockula keys …`: keys by which programs ask the API. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('keys by which programs ask the API: create, list, revoke');
  addCreate(keys);
  addList(keys);
  keys
    .command('revoke')
    .description('revoke keys')
    .argument('<id...>', 'numbers of keys, as listed')
    .action((ids: readonly string[], _options: unknown, command: Command) =>
      withAccess(command, 'console', { action: 'keys revoke', target: ids.join(' ') }, async (access) => {
        for (const id of ids) await access.keys.revoke(id, null);
        process.stdout.write(`${counted(ids.length, 'key')} revoked.\n`);
      }),
    );
}
