import type { Command } from 'commander';
import type { GrantedRight } from '../../../domain/access-store.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { printUser } from './print-user.ts';
import { readPassword } from './read-password.ts';
import { rightArgument, withAccess } from './with-access.ts';

interface AddOptions {
  readonly right?: GrantedRight;
  readonly passwordStdin?: true;
  readonly output: AnswerFormat;
}

/** `stockula users add NAME` */
export function addAdd(users: Command): void {
  users
    .command('add')
    .description('add a user, with a password that is made up and printed once; the first one is an admin')
    .argument('<name>', 'letters, digits and . _ @ -')
    .option(
      '--right <right>',
      'read, analyse or admin (default: admin for the first user, else read)',
      rightArgument,
    )
    .option('--password-stdin', 'read the password from the first line of the input')
    .addOption(answerFormatOption())
    .action(async (name: string, { right, passwordStdin, output }: AddOptions, command: Command) => {
      const password = passwordStdin ? await readPassword() : null;
      await withAccess(command, output, { action: 'users add', target: name }, async (access) => {
        const given = right ?? ((await access.hasUsers()) ? 'read' : 'admin');
        const added = await access.users.add({ name, right: given, password });
        const { user } = added;
        await printUser(
          output,
          `User ${user.name} added with the right "${user.right}".`,
          user,
          added.password,
        );
      });
    });
}
