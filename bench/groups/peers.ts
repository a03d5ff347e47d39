import { join } from 'node:path';
import { median } from '../../src/domain/median.ts';
import { defaultSearchPath, findProgram } from '../../src/infra/system/find-program.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { findOwnServer } from '../../test/support/servers/servers.ts';
import type { Bench } from '../bench.ts';
import {
  barsIn,
  type OurRun,
  type Race,
  runOurs,
  runPgloader,
  runPsql,
  withClient,
  writeCsv,
} from '../peers/contestants.ts';
import { familyCpuSeconds, type ProgramRun } from '../peers/measured-process.ts';
import { findPgloader, type Pgloader } from '../peers/pgloader.ts';

const rounds = 3;
const years = 23;
/** Symbols of a synthetic file: some 5,950 bars each. */
const symbols = { million: 174, larger: 520 } as const;

type Print = (what: string, figure: string, beside: string) => void;

/** A run, and what the server spent on it. */
type Timed<Run> = Run & { readonly serverCpuSeconds: number };

interface Course {
  readonly scratch: string;
  /** Runs a contestant on a new database, which is dropped afterwards. */
  run<Run extends ProgramRun>(
    file: string,
    contestant: (race: Race) => Promise<Run>,
    then?: (url: string) => Promise<void>,
  ): Promise<Timed<Run>>;
}

/** The same file into the same TimescaleDB server: a whole migration, pgloader's plain copy, psql's \copy. */
export async function benchPeers({ scratch, source, print: printIn, full }: Bench): Promise<void> {
  const print: Print = (what, figure, beside) => printIn('peers', what, figure, beside);
  const psql = findProgram('psql', defaultSearchPath());
  const community = await findOwnServer('community');
  const found = community.missing === null ? community : await findOwnServer('apache');
  if (process.platform !== 'linux' || psql === null || found.missing !== null) {
    print('skipped', '', found.missing ?? (psql === null ? 'no psql' : 'it measures through /proc'));
    return;
  }
  const pgloader = await findPgloader(join(scratch, 'pgloader'));
  if (pgloader.missing !== null) print('pgloader skipped', '', pgloader.missing);
  const server = await found.value();
  try {
    const course = await courseOn(server.url, scratch);
    const edition = community.missing === null ? 'community' : 'apache';
    print(`server: TimescaleDB, ${edition} edition`, `${rounds} rounds`, 'medians (least to most)');
    await race(source.path, course, psql, pgloader.missing === null ? pgloader.value : null, print);
    const million = synthetic(scratch, 'million');
    await race(million, course, psql, pgloader.missing === null ? pgloader.value : null, print);
    if (!full) return;
    const larger = synthetic(scratch, 'larger');
    const { peakMegabytes } = await course.run(larger, runOurs);
    print(`${barsIn(larger)} bars: our peak memory`, `${peakMegabytes.toFixed(0)} MB`, 'goal: under 400 MB');
  } finally {
    await server.stop();
  }
}

function synthetic(scratch: string, size: keyof typeof symbols): string {
  const path = join(scratch, `synthetic-${size}.db`);
  writeSyntheticLegacy(path, { symbols: symbols[size], years });
  return path;
}

async function courseOn(urlOf: (database: string) => string, scratch: string): Promise<Course> {
  const pid = await withClient(urlOf('postgres'), async (client) => {
    const { rows } = await client.query<{ file: string }>(`SELECT pg_read_file('postmaster.pid') AS file`);
    return Number.parseInt(rows[0]?.file ?? '', 10);
  });
  let number = 0;
  const administer = (statement: string): Promise<unknown> =>
    withClient(urlOf('postgres'), (client) => client.query(statement));
  return {
    scratch,
    run: async (file, contestant, then) => {
      number += 1;
      const database = `race${number}`;
      await administer(`CREATE DATABASE ${database}`);
      const before = familyCpuSeconds(pid);
      const run = await contestant({ file, url: urlOf(database), scratch });
      const serverCpuSeconds = familyCpuSeconds(pid) - before;
      await then?.(urlOf(database));
      await administer(`DROP DATABASE ${database} WITH (FORCE)`);
      return { ...run, serverCpuSeconds };
    },
  };
}

async function race(
  file: string,
  { run, scratch }: Course,
  psql: string,
  pgloader: Pgloader | null,
  print: Print,
): Promise<void> {
  const csv = join(scratch, 'bars.csv');
  const ours: Timed<OurRun>[] = [];
  const theirs: Timed<ProgramRun>[] = [];
  const copies: Timed<ProgramRun>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Alternating, so that what else the machine does concerns all alike.
    ours.push(await run(file, runOurs, round === 0 ? (url) => writeCsv(psql, url, csv) : undefined));
    if (pgloader) theirs.push(await run(file, (to) => runPgloader(pgloader, to)));
    copies.push(await run(file, (to) => runPsql(psql, csv, to)));
  }
  const bars = barsIn(file);
  const toVerified = ours.map(({ secondsToVerified }) => secondsToVerified);
  const copying = ours.map(({ copySeconds }) => copySeconds);
  const [loader, copy] = [theirs, copies].map((runs) => runs.map(({ seconds }) => seconds));
  print(`${bars} bars: ours, start to verified end`, spread(toVerified), processorTime(ours));
  print('  ours, to the end of the command', spread(ours.map(({ seconds }) => seconds)), 'stores compared');
  print('  ours, copy alone', spread(copying), '');
  if (loader && loader.length > 0) {
    print('  pgloader, plain tables', spread(loader), processorTime(theirs));
    print('  ours to verified against pgloader', ratio(loader, toVerified), 'goal: over 1.00');
  }
  print('  psql \\copy of the bars', spread(copy ?? []), processorTime(copies));
  print('  our copy against psql', ratio(copy ?? [], copying), 'goal: at least 0.70');
  print('  ours to verified against psql', ratio(copy ?? [], toVerified), '');
  const peak = Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes));
  print('  our peak memory', `${peak.toFixed(0)} MB`, 'goal: under 400 MB');
}

function spread(seconds: readonly number[]): string {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
  return `${median(seconds).toFixed(1)} s (${least.toFixed(1)} to ${most.toFixed(1)})`;
}

function ratio(others: readonly number[], ours: readonly number[]): string {
  return `${(median(others) / median(ours)).toFixed(2)} times as fast`;
}

function processorTime(runs: readonly Timed<ProgramRun>[]): string {
  const program = median(runs.map(({ cpuSeconds }) => cpuSeconds));
  const server = median(runs.map(({ serverCpuSeconds }) => serverCpuSeconds));
  return `processor: ${program.toFixed(1)} s, server ${server.toFixed(1)} s`;
}
