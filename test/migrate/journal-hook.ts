// Loaded into a command before its program (`node --import`): does something at one line of its journal.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** The moment and the deed. */
export interface JournalMoment {
  /** The first line that contains this, or the line of this number (from 1). */
  readonly line: string | number;
  /** Before it is written, or once it is on the disk. */
  readonly when: 'before' | 'after';
  /** A program for Node with its arguments that is waited for; without it, the command is killed. */
  readonly run?: readonly string[];
}

const moment: JournalMoment = JSON.parse(process.env['STOCKULA_TEST_MOMENT'] ?? 'null');
const { writeSync, fsyncSync } = fs;
let [lines, isNow, isOver] = [0, false, false];

function act(): void {
  isOver = true;
  if (moment.run) execFileSync(process.execPath, moment.run, { stdio: 'inherit' });
  else process.kill(process.pid, 'SIGKILL');
}

fs.writeSync = ((file: number, bytes: Uint8Array, ...more: never[]) => {
  const text = Buffer.from(bytes).toString();
  if (!isOver && text.startsWith('{"event":')) {
    lines += 1;
    isNow = typeof moment.line === 'number' ? lines === moment.line : text.includes(moment.line);
    if (isNow && moment.when === 'before') act();
  }
  return writeSync(file, bytes, ...more);
}) as typeof fs.writeSync;
fs.fsyncSync = (file) => {
  fsyncSync(file);
  if (isNow && !isOver) act();
};
syncBuiltinESMExports();
