import type { Command } from 'commander';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { printUser } from './print-user.ts';
import { readPassword } from './read-password.ts';
import { rightArgument, withAccess } from './with-access.ts';

interface Output {
  readonly output: AnswerFormat;
}

/** `stockula users passwd NAME` */
export function addPasswd(users: Command): void {
  users
    .command('passwd')
    .description('give a user another password, made up and printed once, which ends all their sessions')
    .argument('<name>')
    .option('--password-stdin', 'read the password from the first line of the input')
    .addOption(answerFormatOption())
    .action(
      async (
        name: string,
        { passwordStdin, output }: Output & { passwordStdin?: true },
        command: Command,
      ) => {
        const given = passwordStdin ? await readPassword() : null;
        await withAccess(command, output, { action: 'users passwd', target: name }, async (access) => {
          const { user, password } = await access.users.change(name, { password: given });
          await printUser(output, `User ${user.name} has another password.`, user, password);
        });
      },
    );
}

/** `stockula users disable NAME`, `stockula users enable NAME` */
export function addBlocks(users: Command): void {
  const ways = [
    ['disable', true, 'block a user: their sessions end, their keys no longer hold'],
    ['enable', false, 'let a blocked user in again'],
  ] as const;
  for (const [name, disabled, description] of ways) {
    users
      .command(name)
      .description(description)
      .argument('<name>')
      .addOption(answerFormatOption())
      .action((user: string, { output }: Output, command: Command) =>
        withAccess(command, output, { action: `users ${name}`, target: user }, async (access) => {
          const changed = await access.users.change(user, { disabled });
          await printUser(output, `User ${changed.user.name} is ${name}d.`, changed.user);
        }),
      );
  }
}

/** `stockula users role NAME RIGHT` */
export function addRole(users: Command): void {
  users
    .command('role')
    .description('give a user another right')
    .argument('<name>')
    .argument('<right>', 'read, analyse or admin', rightArgument)
    .addOption(answerFormatOption())
    .action((name: string, right: ReturnType<typeof rightArgument>, { output }: Output, command: Command) =>
      withAccess(command, output, { action: 'users role', target: `${name} ${right}` }, async (access) => {
        const { user } = await access.users.change(name, { right });
        await printUser(output, `User ${user.name} has the right "${user.right}".`, user);
      }),
    );
}

/** `stockula users remove NAME` */
export function addRemove(users: Command): void {
  users
    .command('remove')
    .description('remove a user with their sessions and keys')
    .argument('<name>')
    .addOption(answerFormatOption())
    .action((name: string, { output }: Output, command: Command) =>
      withAccess(command, output, { action: 'users remove', target: name }, async (access) => {
        await access.users.remove(name);
        const { renderJson } = await import('../../output/json.ts');
        process.stdout.write(output === 'json' ? renderJson({ removed: name }) : `User ${name} removed.\n`);
      }),
    );
}
