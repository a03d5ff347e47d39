import type { Command } from 'commander';
import type { ApiKey } from '../../../domain/access-store.ts';
import { minuteOf } from '../../output/access.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { withAccess } from '../users/with-access.ts';

/** `stockula keys list` */
export function addList(keys: Command): void {
  keys
    .command('list')
    .description('list keys')
    .option('--user <user>', 'only those of this user')
    .addOption(rowFormatOption())
    .action(({ user, output }: { user?: string; output: RowFormat }, command: Command) =>
      withAccess(command, 'console', null, async (access) => {
        const { renderListing } = await import('../../output/listing.ts');
        const { renderJson } = await import('../../output/json.ts');
        const { keyDocument } = await import('../../output/access.ts');
        const rows = await access.keys.list(user === undefined ? null : await access.users.byName(user));
        process.stdout.write(
          output === 'json'
            ? renderJson(rows.map(keyDocument))
            : renderListing(output, columns, rows, 'There is no key.'),
        );
      }),
    );
}

const columns = [
  { title: 'id', value: ({ id }: ApiKey) => id, align: 'right' as const },
  { title: 'user', value: ({ owner }: ApiKey) => owner },
  { title: 'name', value: ({ name }: ApiKey) => name },
  { title: 'begins', value: ({ prefix }: ApiKey) => prefix, whole: true },
  { title: 'right', value: ({ right }: ApiKey) => right },
  { title: 'expires (UTC)', value: ({ expiresAt }: ApiKey) => minuteOf(expiresAt), whole: true },
  { title: 'used (UTC)', value: ({ usedAt }: ApiKey) => minuteOf(usedAt), whole: true },
];
