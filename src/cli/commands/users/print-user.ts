import type { User } from '../../../domain/access-store.ts';
import type { AnswerFormat } from '../../output-option.ts';

/** Prints a user, with the password that was made up for them: the only time it is told. */
export async function printUser(
  output: AnswerFormat,
  said: string,
  { name, right, disabledAt }: User,
  password: string | null = null,
): Promise<void> {
  const { renderJson } = await import('../../output/json.ts');
  if (output === 'json') {
    const disabled = disabledAt === null ? null : new Date(disabledAt);
    process.stdout.write(renderJson({ user: name, right, disabledAt: disabled, password }));
    return;
  }
  process.stdout.write(`${said}\n`);
  if (password === null) return;
  process.stdout.write(`Password: ${password}\n`);
  process.stderr.write(
    'It is not kept and not shown again; change it on the page "Access" after the first login.\n',
  );
}
