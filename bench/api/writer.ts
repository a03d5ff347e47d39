import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFiles } from '../../src/manager/pipeline/import-files.ts';
import { pipelineOver } from '../groups/ingest.ts';
import type { BenchPlace } from './places.ts';

const barsAtOnce = 200;
const minuteMs = 60_000;
const pauseMs = 250;

/** Writes minute bars of a symbol that is asked for, some hundred at a time, until it is stopped. */
export async function keepWriting(place: BenchPlace, symbol: string, scratch: string) {
  const database = await place.open();
  const pipeline = pipelineOver(database);
  let [imports, isOver] = [0, false];
  const path = join(scratch, `${symbol}-1m.csv`);
  const writing = (async () => {
    for (; !isOver; imports += 1) {
      writeFileSync(path, minuteBars(Date.UTC(2022, 0, 3, 15) + imports * barsAtOnce * minuteMs));
      const { failures } = await importFiles(pipeline, [{ path, options: {}, replace: false }], {
        signal: new AbortController().signal,
      });
      if (failures[0]) throw failures[0].error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    /** @returns bars written */
    stop: async (): Promise<number> => {
      isOver = true;
      await writing;
      await database.close();
      return imports * barsAtOnce;
    },
  };
}

function minuteBars(first: number): string {
  const rows = Array.from({ length: barsAtOnce }, (_, at) => {
    const close = 180 + (at % 50) / 100;
    return `${new Date(first + at * minuteMs).toISOString()}${`,${close}`.repeat(4)},${1_000 + at}\n`;
  });
  return `ts,open,high,low,close,volume\n${rows.join('')}`;
}
