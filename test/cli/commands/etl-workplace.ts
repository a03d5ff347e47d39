import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../../support/embedded.ts';
import { program, type Run, runStockula } from '../../support/run-stockula.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';

/** Monday to Friday without trading in New York, in the first quarter of 2024, which then has 61 sessions. */
const closedDays = ['2024-01-01', '2024-01-15', '2024-02-19', '2024-03-29'];
/** The quarter, as options. */
export const quarter = ['--from', '2024-01-01', '--to', '2024-03-31'] as const;
export const sessionsOfQuarter = 61;

/** A folder with a configuration, a data directory and files, and a Yahoo of its own. */
export interface EtlWorkplace {
  readonly folder: string;
  readonly yahoo: YahooStandIn;
  etl(...args: readonly string[]): Promise<Run>;
  stockula(...args: readonly string[]): Promise<Run>;
  /** Begins a command that goes on. */
  begin(...args: readonly string[]): ChildProcess;
  /** Writes a file and returns its path. */
  file(name: string, lines: readonly string[]): string;
  close(): Promise<void>;
}

/** Symbols of the stand-in: NOPE is unknown there, DOWN answers with errors, HANG with nothing. */
export async function makeEtlWorkplace(): Promise<EtlWorkplace> {
  const folder = freshFolder('etl-cli');
  const dataDirectory = join(folder, 'data');
  const yahoo = await YahooStandIn.start({
    now: new Date().toISOString(),
    closedDays,
    symbols: { NOPE: { fault: 'unknown' }, DOWN: { fault: 'unavailable' }, HANG: { fault: 'hang' } },
  });
  const sources = ['sources:', '  order: [yahoo]', '  attempts: 1'];
  writeFileSync(join(folder, '.stockula.yaml'), `${sources.join('\n')}\n`);
  const env = {
    STOCKULA_DATA_DIR: dataDirectory,
    STOCKULA_YAHOO_BASE_URL: yahoo.address,
    STOCKULA_TEST_CWD: folder,
  };
  const stockula = (...args: readonly string[]) => runStockula(args, env);
  return {
    folder,
    yahoo,
    stockula,
    etl: (...args) => stockula('etl', ...args),
    begin: (...args) =>
      spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...env },
      }),
    file: (name, lines) => {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    },
    close: async () => {
      await stopHost(dataDirectory);
      await yahoo.close();
    },
  };
}

/** The JSON objects that a command wrote to stderr, one a line. */
export function eventsOf({ stderr }: Run): readonly Record<string, unknown>[] {
  return stderr
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
