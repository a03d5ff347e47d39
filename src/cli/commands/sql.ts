import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type pg from 'pg';
import type { App } from '../../app/app.ts';
import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import { withApp } from '../context.ts';
import { type RowFormat, rowFormatOption } from '../output-option.ts';

interface SqlOptions {
  readonly write?: boolean;
  readonly output: RowFormat;
}

/** `stockula sql "…"`: one statement, read-only unless asked otherwise. */
export function addSql(program: Command): void {
  program
    .command('sql')
    .description('run one SQL statement; read-only unless --write is given')
    .argument('<statement>', 'the statement; - reads it from standard input')
    .option('--write', 'allow the statement to change data')
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  stockula sql "SELECT symbol, count(*) FROM ts_price_history GROUP BY 1"',
    )
    .action(async (given: string, options: SqlOptions, command: Command) => {
      const statement = given === '-' ? await readStandardInput() : given;
      refuseUnfit(statement, options.write === true);
      const ask = ({ database }: App): Promise<void> => answer(database.pool, statement, options);
      await withApp(command, ask, { mustExist: !options.write });
    });
}

async function answer(pool: pg.Pool, statement: string, { write, output }: SqlOptions): Promise<void> {
  const client = await pool.connect();
  try {
    if (!write) await client.query('BEGIN TRANSACTION READ ONLY');
    const result = await runOne(client, statement, output);
    if (!write) await client.query('COMMIT');
    await print(result, output);
  } catch (error) {
    if (!write) await client.query('ROLLBACK');
    throw sqlError(error, write === true);
  } finally {
    client.release();
  }
}

/** Asynchronously, so that Ctrl-C gets through meanwhile. */
function readStandardInput(): Promise<string> {
  return text(process.stdin);
}

/** A block comment that holds no other: PostgreSQL nests them. */
const innermostComment = /\/\*(?:(?!\/\*|\*\/)[\s\S])*\*\//g;
const leadingSpaceAndComments = /^(?:\s+|--[^\n]*(?:\n|$)|;)+/;

/** The statement from its first word on; to look at only, since what seems a comment may stand in a text. */
function withoutComments(statement: string): string {
  const less = statement.replace(innermostComment, ' ');
  return less === statement ? statement.replace(leadingSpaceAndComments, '') : withoutComments(less);
}

/** A read-only transaction does not stop COPY from writing files and starting programs on the server. */
function refuseUnfit(statement: string, writing: boolean): void {
  const bare = withoutComments(statement);
  const isCopy = /^copy\b/i.test(bare);
  if (bare !== '' && !(isCopy && (!writing || /\b(stdin|stdout)\b/i.test(bare)))) return;
  throw new StockulaError('USAGE', {
    expected: bare === '' ? 'one SQL statement' : 'a statement whose answer are rows',
    got: bare === '' ? 'none' : 'a COPY',
    remedy:
      bare === ''
        ? 'For example: stockula sql "SELECT count(*) FROM ts_price_history"'
        : 'Use SELECT with -o csv, or psql.',
  });
}

/**
 * Runs exactly one statement: the extended protocol takes no more, so nothing can slip behind the read-only
 * transaction. pg's types do not know `queryMode`.
 */
async function runOne(
  client: pg.PoolClient,
  text: string,
  output: SqlOptions['output'],
): Promise<pg.QueryArrayResult<unknown[]>> {
  const { jsonTypes, printedTypes } = await import('../sql-types.ts');
  const question: pg.QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    rowMode: 'array',
    queryMode: 'extended',
    types: output === 'json' ? jsonTypes : printedTypes,
  };
  return client.query<unknown[]>(question);
}

async function print(result: pg.QueryArrayResult<unknown[]>, output: SqlOptions['output']): Promise<void> {
  const titles = result.fields.map(({ name }) => name);
  if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    const rows = result.rows.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at]])));
    process.stdout.write(
      renderJson(titles.length === 0 ? { command: result.command, rows: result.rowCount } : rows),
    );
  } else if (output === 'csv') {
    const { renderCsv } = await import('../output/csv.ts');
    process.stdout.write(renderCsv(titles, result.rows));
  } else if (titles.length === 0) {
    process.stdout.write(`${result.command} ${result.rowCount ?? ''}\n`);
  } else {
    await printTable(result);
  }
}

async function printTable({ fields, rows }: pg.QueryArrayResult<unknown[]>): Promise<void> {
  const { renderTable } = await import('../output/table.ts');
  const { styleFor } = await import('../output/style.ts');
  const { columnForm } = await import('../sql-types.ts');
  const columns = fields.map(({ name, dataTypeID }, at) => ({
    title: name,
    value: (row: unknown[]) => row[at],
    ...columnForm(dataTypeID),
  }));
  const count = `(${counted(rows.length, 'row')})`;
  process.stdout.write(`${renderTable(columns, rows, styleFor(process.stdout.isTTY))}\n${count}\n`);
}

function sqlError(error: unknown, writing: boolean): unknown {
  if (
    !(error instanceof Error) ||
    !('code' in error) ||
    typeof error.code !== 'string' ||
    error.code.length !== 5
  )
    return error;
  const readOnly = error.code === '25006' && !writing;
  return new StockulaError(
    'SQL_FAILED',
    {
      expected: readOnly ? 'a statement that only reads' : 'a statement the database accepts',
      got: `${error.message} (SQLSTATE ${error.code})`,
      remedy: readOnly
        ? 'Add --write to change data.'
        : 'Mend the statement and try again; nothing was changed.',
    },
    error,
  );
}
