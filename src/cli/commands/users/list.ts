import type { Command } from 'commander';
import type { User } from '../../../domain/access-store.ts';
import { minuteOf } from '../../output/access.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { withAccess } from './with-access.ts';

/** `stockula users list` */
export function addList(users: Command): void {
  users
    .command('list')
    .description('list users')
    .addOption(rowFormatOption())
    .action(({ output }: { output: RowFormat }, command: Command) =>
      withAccess(command, 'console', null, async (access) => {
        const { renderListing } = await import('../../output/listing.ts');
        const { renderJson } = await import('../../output/json.ts');
        const { userDocument } = await import('../../output/access.ts');
        const rows = await access.users.list();
        const none = 'There is no user yet: "stockula users add NAME" adds the first admin.';
        process.stdout.write(
          output === 'json' ? renderJson(rows.map(userDocument)) : renderListing(output, columns, rows, none),
        );
      }),
    );
}

const columns = [
  { title: 'name', value: ({ name }: User) => name },
  { title: 'right', value: ({ right }: User) => right },
  { title: 'added (UTC)', value: ({ createdAt }: User) => minuteOf(createdAt), whole: true },
  { title: 'last login (UTC)', value: ({ lastLoginAt }: User) => minuteOf(lastLoginAt), whole: true },
  { title: 'disabled (UTC)', value: ({ disabledAt }: User) => minuteOf(disabledAt), whole: true },
];
