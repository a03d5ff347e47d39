import { once } from 'node:events';
import type { Command } from 'commander';
import type { App } from '../../app/app.ts';
import { type GlobalOptions, withApp } from '../context.ts';
import { interruption } from '../interruption.ts';
import { asTyped, ownCommand } from '../invocation.ts';
import { forPeople } from '../output/for-people.ts';
import { migrate } from './migrate/copy.ts';
import { printReport } from './migrate/print-report.ts';
import { serveDashboard } from './serve-dashboard.ts';

interface StartOptions {
  readonly from?: string;
  readonly once?: boolean;
}

/** `npm start`: from a legacy database to answers, in one go. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the database, bring a legacy database over, verify it and analyse one symbol')
    .option(
      '--from <file>',
      'your own SQLite file of the older application (default: what is here already, else a synthetic sample)',
    )
    .option('--once', 'stop at the end instead of keeping the database up')
    .action((options: StartOptions, command: Command) =>
      withApp(command, (app) => start(app, options, command.optsWithGlobals<GlobalOptions>().config), {
        // Held by this process's connection; afterwards the engine stops by itself.
        onProgress: (text) => process.stderr.write(`${text} …\n`),
      }),
    );
}

async function start(app: App, { from, once }: StartOptions, configFile: string | undefined): Promise<void> {
  const { renderAnalysis } = await import('../output/analysis.ts');
  const { styleFor } = await import('../output/style.ts');
  const style = styleFor(process.stdout.isTTY);
  const title = (text: string): void => void process.stdout.write(`\n${style.colors.bold(text)}\n\n`);
  const { database } = app;
  title('1. The database');
  process.stdout.write(
    forPeople(
      `TimescaleDB ${database.edition.timescaleVersion} (${database.edition.name}) on PostgreSQL ${database.edition.postgresVersion}, ${database.place}\n`,
    ),
  );

  const { ensureSample, hasOwnData, samplePath } = await import('../../migrate/sample.ts');
  const { data_dir } = app.config.database;
  const isOwn = from !== undefined || (await hasOwnData(database.pool, samplePath(data_dir)));
  if (from === undefined && isOwn) {
    title('2. Your data');
    process.stdout.write(
      'It is here already, and stays as it is. To bring a file over: npm start -- --from my.db\n',
    );
  } else {
    title(
      from === undefined
        ? '2. Migrating a SYNTHETIC legacy database (made up, with planted dirt)'
        : `2. Migrating ${from}`,
    );
    const report = await migrate(app, from ?? ensureSample(data_dir), 'run');
    await printReport(report, 'console');
    if (report.status !== 'verified') return;
  }

  const symbol = await app.manager.bestKnownSymbol();
  if (symbol !== null) {
    title(`3. Technical analysis of ${symbol}${isOwn ? '' : ' (synthetic)'}`);
    const { analysisOptions } = await import('../../manager/analysis-options.ts');
    process.stdout.write(
      forPeople(
        renderAnalysis(
          await app.manager.technicalAnalysis(symbol, '1d', {}, analysisOptions(app.config)),
          style,
        ),
      ),
    );
  }
  title('What to type next');
  process.stdout.write(nextSteps(symbol ?? 'AAPL', isOwn));
  if (!once) await stayUp(app, configFile);
}

function nextSteps(symbol: string, isOwn: boolean): string {
  const stockula = ownCommand();
  const steps: [string, string][] = [
    [`${stockula} --ticker ${symbol} --mode ta`, 'analyse a symbol'],
    [`${stockula} indicators rsi -t ${symbol} -o csv`, 'an indicator as a series'],
    [`${stockula} migrate quarantine`, 'rows that could not be taken, and why'],
    [`${stockula} sql "SELECT * FROM ts_price_monthly LIMIT 5"`, 'ask the database yourself'],
    [`${stockula} doctor`, 'what is stored, and whether all is well'],
    ...(isOwn ? [] : [['npm start -- --from my.db', 'bring your own legacy database'] as [string, string]]),
  ];
  return steps.map(([command, what]) => `  ${what}:\n      ${command}\n`).join('');
}

/**
 * Serves the dashboard and keeps a connection open, which keeps the embedded database up, until somebody interrupts.
 */
async function stayUp(app: App, configFile: string | undefined): Promise<void> {
  const { database, config } = app;
  const client = await database.pool.connect();
  const lost = new Promise<void>((_, reject) => client.once('error', reject));
  const where =
    database.kind === 'embedded'
      ? `psql -h ${config.database.data_dir}/run -U stockula stockula`
      : database.place;
  const served = await serveDashboard(configFile);
  if (served) process.stdout.write(`\nThe dashboard, to click on:\n  ${served.url}\n`);
  process.stdout.write(
    forPeople(`\nThe database stays up until you press Ctrl-C. Connect with:\n  ${where}\n`),
  );
  const asked = once(interruption(), 'abort');
  const alive = setInterval(() => undefined, 60_000);
  try {
    await Promise.race([asked, lost]);
  } finally {
    clearInterval(alive);
    await served?.close();
    client.release();
  }
  process.stdout.write(forPeople(`\nDone. ${await fateOf(app)}\n`));
}

/** What becomes of the database once this program lets go of it. */
async function fateOf({ database, config }: App): Promise<string> {
  if (database.kind === 'server') return 'The server goes on.';
  const { serviceStatus } = await import('../../app/embedded-service.ts');
  const { host } = await serviceStatus(config);
  if (host?.idleStopMs === null) return asTyped('The database stays up until "stockula db stop".');
  const seconds = host ? host.idleStopMs / 1000 : config.engine.idle_stop_seconds;
  return `Everything is stored; the database stops by itself when nobody has used it for ${seconds} s.`;
}
