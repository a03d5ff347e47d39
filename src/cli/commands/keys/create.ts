import type { Command } from 'commander';
import type { GrantedRight } from '../../../domain/access-store.ts';
import type { EpochMs } from '../../../domain/nominal.ts';
import { dateOption } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { rightArgument, withAccess } from '../users/with-access.ts';

interface CreateOptions {
  readonly user: string;
  readonly right: GrantedRight;
  readonly expires?: string;
  readonly output: AnswerFormat;
}

/** `stockula keys create NAME --user USER` */
export function addCreate(keys: Command): void {
  keys
    .command('create')
    .description('make a key, which is printed once')
    .argument('<name>', 'what it is for')
    .requiredOption('--user <user>', 'whose it is')
    .option('--right <right>', "read, analyse or admin; at most the owner's", rightArgument, 'read')
    .option('--expires <date>', 'last day on which it holds, in UTC (default: no end)')
    .addOption(answerFormatOption())
    .action((name: string, { user, right, expires, output }: CreateOptions, command: Command) => {
      const expiresAt: EpochMs | null = dateOption('--expires', expires, 'end') ?? null;
      return withAccess(
        command,
        output,
        { action: 'keys create', target: `${user} ${right}` },
        async (access) => {
          const owner = await access.users.byName(user);
          const { key, secret } = await access.keys.add(owner, { name, right, expiresAt });
          const { renderJson } = await import('../../output/json.ts');
          const { keyDocument } = await import('../../output/access.ts');
          if (output === 'json') {
            process.stdout.write(renderJson({ ...keyDocument(key), secret }));
            return;
          }
          process.stdout.write(`Key ${key.id} of ${key.owner} with the right "${key.right}":\n${secret}\n`);
          process.stderr.write('It is not kept and not shown again.\n');
        },
      );
    });
}
