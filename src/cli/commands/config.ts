import { type Command, Option } from 'commander';
import type { CheckedConfig, ShownKey } from '../../config/inspect.ts';
import type { ConfigRequest } from '../../config/load.ts';
import { counted } from '../../domain/counted.ts';
import { errorTable } from '../../domain/errors.ts';
import type { GlobalOptions } from '../context.ts';
import { type AnswerFormat, answerFormatOption, type RowFormat, rowFormatOption } from '../output-option.ts';

/** `stockula config check | show | docs` */
export function addConfig(program: Command): void {
  const config = program
    .command('config')
    .description('check and show the configuration, and tell of its keys');
  config
    .command('check')
    .description(
      'tell everything that is wrong or odd in a configuration file; exit 3 where it cannot be used',
    )
    .argument('[file]', 'the file (default: the one that commands would use here)')
    .option('--strict', 'exit 3 for unknown keys and other oddities too')
    .addOption(answerFormatOption())
    .action(check);
  config
    .command('show')
    .description('the configuration in effect, and where each value comes from; passwords are not shown')
    .argument('[file]', 'the file (default: the one that commands would use here)')
    .option('--changed', 'only what differs from the defaults')
    .addOption(rowFormatOption())
    .action(show);
  config
    .command('docs')
    .description('the reference of all keys, as docs/configuration.md has it')
    .option('--write <file>', 'write it to a file')
    .addOption(
      new Option('-o, --output <format>', 'form of the answer')
        .choices(['markdown', 'json'])
        .default('markdown'),
    )
    .action(docs);
}

const requestOf = (file: string | undefined): ConfigRequest => ({
  flags: { config: file },
  env: process.env,
  cwd: process.cwd(),
});

interface CheckOptions {
  readonly strict?: boolean;
  readonly output: AnswerFormat;
}

async function check(file: string | undefined, options: CheckOptions, command: Command): Promise<void> {
  const { checkConfig } = await import('../../config/inspect.ts');
  const { auditNames } = await import('../../manager/audit-names.ts');
  const request = requestOf(file ?? command.optsWithGlobals<GlobalOptions>().config);
  const checked = await checkConfig(request, (config) => auditNames(config, request.cwd));
  const { problems, warnings } = checked;
  const isUsable = problems.length === 0 && !(options.strict && warnings.length > 0);
  if (options.output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    const { redactSecrets } = await import('../../config/secret-url.ts');
    const told = problems.map(({ remedy, ...problem }) => ({
      ...problem,
      got: redactSecrets(problem.got),
      ...(remedy && { remedy }),
    }));
    process.stdout.write(
      renderJson({ file: checked.file, usable: problems.length === 0, problems: told, warnings }),
    );
  } else {
    const { forPeople } = await import('../output/for-people.ts');
    process.stdout.write(forPeople(await checkText(checked)));
  }
  if (!isUsable) process.exitCode = errorTable.CONFIG_INVALID.exit;
}

async function checkText({ file, problems, warnings }: CheckedConfig): Promise<string> {
  const { styleFor } = await import('../output/style.ts');
  const { redactSecrets } = await import('../../config/secret-url.ts');
  const { printable } = await import('../output/printable.ts');
  const { colors } = styleFor(process.stdout.isTTY);
  const at = (line: number | null): string => (line === null ? '' : `line ${line}: `);
  const wrong = problems.map(({ key, expected, got, origin, file: from, line }) => {
    const whence = from === null ? ` (${origin})` : '';
    return `${colors.red('✗')} ${at(line)}${printable(`${key ?? 'the file'}: expected ${expected}, got ${redactSecrets(got)}${whence}`)}`;
  });
  const odd = warnings.map(
    ({ path, message, line }) => `${colors.yellow('!')} ${at(line)}${printable(`${path}: ${message}`)}`,
  );
  const verdict =
    problems.length > 0
      ? colors.red('It cannot be used as it is.')
      : warnings.length > 0
        ? 'It can be used.'
        : colors.green('It can be used, and nothing is odd.');
  const counts = [
    ...(problems.length > 0 ? [counted(problems.length, 'problem')] : []),
    ...(warnings.length > 0 ? [counted(warnings.length, 'warning')] : []),
  ].join(', ');
  const what = file ?? 'No configuration file: defaults and environment';
  return `${[colors.bold(what), ...wrong, ...odd, `${verdict}${counts === '' ? '' : ` ${counts}.`}`].join('\n')}\n`;
}

interface ShowOptions {
  readonly changed?: boolean;
  readonly output: RowFormat;
}

async function show(file: string | undefined, options: ShowOptions, command: Command): Promise<void> {
  const { showConfig } = await import('../../config/inspect.ts');
  const { renderListing } = await import('../output/listing.ts');
  const shown = await showConfig(requestOf(file ?? command.optsWithGlobals<GlobalOptions>().config));
  const keys = shown.keys.filter(({ source }) => !options.changed || source !== 'default');
  const columns = [
    { title: 'Key', value: ({ key }: ShownKey) => key, whole: true },
    {
      title: 'From',
      value: ({ source, line }: ShownKey) => (line === null ? source : `${source}, line ${line}`),
      whole: true,
    },
    { title: 'Value', value: ({ value }: ShownKey) => valueText(value) },
  ];
  if (options.output === 'table') process.stderr.write(`${shown.file ?? 'No configuration file'}\n`);
  process.stdout.write(renderListing(options.output, columns, keys, 'Everything is as by default.'));
}

/** Short: in lists and mappings, what is null is left out. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, inner: unknown) => (inner === null ? undefined : inner)) ?? 'null';
}

async function docs(options: {
  readonly write?: string;
  readonly output: 'markdown' | 'json';
}): Promise<void> {
  const { configurationPage } = await import('../../config/reference.ts');
  const { knownKeys } = await import('../../config/keys.ts');
  const { renderJson } = await import('../output/json.ts');
  const text = options.output === 'json' ? renderJson([...knownKeys.values()]) : configurationPage();
  if (options.write === undefined) return void process.stdout.write(text);
  const { writeWhole } = await import('../write-whole.ts');
  writeWhole(options.write, text);
  process.stderr.write(`Written to ${options.write}\n`);
}
