import { StockulaError } from '../../../domain/errors.ts';

/** The first line of the input: a password on the command line would show in lists of processes. */
export async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.includes('\n') || text.length > 1_000) break;
  }
  const [line = ''] = text.split(/\r?\n/);
  if (line !== '') return line;
  throw new StockulaError('USAGE', {
    expected: 'a password on the first line of the input',
    got: 'nothing',
    remedy: 'Without --password-stdin one is made up.',
  });
}
