import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { statusOf } from '../../src/storage/embedded/host-control.ts';
import type { Bench } from '../bench.ts';
import { familyCpuSeconds, type ProgramRun, runMeasured } from '../peers/measured-process.ts';

const stockula = join(import.meta.dirname, '../../bin/stockula.mjs');
const minuteMs = 60_000;
/** Rows of a block of the long files. */
const blockRows = 20_000;

/** `stockula etl import` as a user starts it, with the database up: its time, and its memory over long files. */
export async function benchImportCommand(bench: Bench, files: readonly string[]): Promise<void> {
  const { print, scratch, full } = bench;
  const three = await run(bench, 'command', files);
  print(
    'ingest',
    'stockula etl import, three files',
    `${three.seconds.toFixed(2)} s`,
    'from command to prompt',
  );
  print(
    'ingest',
    '  processor time',
    `${three.cpuSeconds.toFixed(2)} + ${three.databaseSeconds.toFixed(2)} s`,
    'of the command; of host and engine',
  );
  for (const rows of full ? [100_000, 400_000, 2_000_000] : [100_000, 400_000]) {
    const path = join(scratch, `LONG${rows}-1m.csv`);
    writeMinutes(path, rows);
    const { seconds, peakMegabytes } = await run(bench, `long-${rows}`, [path]);
    print(
      'ingest',
      `  one file of ${rows.toLocaleString('en-US')} bars`,
      `${seconds.toFixed(1)} s`,
      `peak memory of the command: ${peakMegabytes.toFixed(0)} MB`,
    );
  }
}

interface CommandRun extends ProgramRun {
  /** Processor time of host and engine meanwhile. */
  readonly databaseSeconds: number;
}

async function run(
  { scratch, open, stopDatabase }: Bench,
  name: string,
  files: readonly string[],
): Promise<CommandRun> {
  const data = join(scratch, `ingest-${name}`);
  const database = await open(data);
  const host = (await statusOf(data)).pid ?? 0;
  const before = familyCpuSeconds(host);
  try {
    const measured = await runMeasured(process.execPath, [stockula, 'etl', 'import', ...files], {
      STOCKULA_DATA_DIR: data,
      DATABASE_URL: '',
    });
    return { ...measured, databaseSeconds: familyCpuSeconds(host) - before };
  } finally {
    await database.close();
    await stopDatabase(data);
  }
}

/** Minute bars without a pause. */
function writeMinutes(path: string, rows: number): void {
  const file = openSync(path, 'w');
  writeSync(file, 'ts,open,high,low,close,volume\n');
  for (let first = 0; first < rows; first += blockRows) {
    const lines = Array.from({ length: Math.min(blockRows, rows - first) }, (_, at) => {
      const index = first + at;
      const ts = new Date(Date.UTC(2004, 0, 1) + index * minuteMs).toISOString().replace('.000', '');
      const close = 100 + (index % 400) / 100;
      return `${ts},${close},${close + 0.25},${close - 0.25},${close},${index % 1_000}\n`;
    });
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}
