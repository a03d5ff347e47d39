import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StockulaError } from '../../domain/errors.ts';
import { type DataDirectory, dataDirectoryAt, prepareDataDirectory, socketPort } from './data-directory.ts';
import type { HostOptions, HostReport } from './host/protocol.ts';

/** How a PostgreSQL client reaches the embedded database. */
export interface EmbeddedAddress {
  /** Folder of the Unix socket, as clients take it for a host name. */
  readonly host: string;
  readonly port: number;
  readonly socketPath: string;
}

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  readonly idleStopMs: number | null;
  readonly port: number | null;
  onProgress?(text: string): void;
}

/** Who serves or locks a data directory. */
export interface Holder {
  /** Process id of the host. */
  readonly pid: number;
  readonly engine: number;
  /** ISO time. */
  readonly since: string;
}

const hostDefaults = { idleInTransactionMs: 30_000, maxSessions: 100, firstPolicyCheckMs: 5_000 };
/** A host that is just starting may need this long; creating a cluster takes a few seconds. */
const joinPatienceMs = 30_000;

/**
 * Makes sure the embedded database of a data directory is served, by a host that runs already or a new one.
 * @throws StockulaError DATA_DIR_UNUSABLE, DATA_DIR_IN_USE or DISK_FULL
 */
export async function connectEmbedded(options: EmbeddedOptions): Promise<EmbeddedAddress> {
  const directory = prepareDataDirectory(options.dataDirectory);
  const address = { host: directory.socketFolder, port: socketPort, socketPath: directory.socketPath };
  if (await answers(directory)) return address;
  const outcome = await startHost(directory, options);
  if (outcome.kind === 'ready') return address;
  if (outcome.kind === 'failed' && outcome.reason === 'locked') {
    // Somebody was quicker: join them, unless they hold the directory without serving it.
    if (await answersWithin(directory, joinPatienceMs)) return address;
    throw inUse(directory);
  }
  throw unusable(directory, outcome);
}

/** Whether a host serves the directory now. Starts none. */
export async function isServed(dataDirectory: string): Promise<boolean> {
  return answers(dataDirectoryAt(dataDirectory));
}

/** The process that holds the directory, as it noted down itself; null if none did. */
export function holderOf(dataDirectory: string): Holder | null {
  try {
    return JSON.parse(readFileSync(dataDirectoryAt(dataDirectory).holderFile, 'utf8'));
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return null;
    throw error;
  }
}

function startHost(
  directory: DataDirectory,
  options: EmbeddedOptions,
): Promise<Exclude<HostReport, { kind: 'progress' }>> {
  const hostOptions: HostOptions = {
    ...hostDefaults,
    dataDirectory: directory.root,
    idleStopMs: options.idleStopMs,
    port: options.port,
  };
  const main = join(dirname(fileURLToPath(import.meta.url)), 'host/main.ts');
  const child = fork(main, [JSON.stringify(hostOptions)], {
    detached: true,
    stdio: 'ignore',
    cwd: directory.root,
    execArgv: [],
  });
  return new Promise((resolve) => {
    const finish = (outcome: Exclude<HostReport, { kind: 'progress' }>): void => {
      if (child.connected) child.disconnect();
      child.unref();
      resolve(outcome);
    };
    child.on('message', (message: HostReport) => {
      if (message.kind === 'progress') options.onProgress?.(message.text);
      else finish(message);
    });
    child.once('error', (error) => finish({ kind: 'failed', reason: 'cannot-open', message: error.message }));
    child.once('exit', (code, signal) =>
      finish({
        kind: 'failed',
        reason: 'crashed',
        message: `the database host ended with ${signal ?? `status ${code}`}`,
      }),
    );
  });
}

function answers(directory: DataDirectory): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(directory.socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function answersWithin(directory: DataDirectory, patienceMs: number): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < patienceMs; ) {
    if (await answers(directory)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function inUse(directory: DataDirectory): StockulaError {
  const holder = holderOf(directory.root);
  const who = holder
    ? `process ${holder.pid} (engine ${holder.engine}, since ${holder.since})`
    : 'another process';
  return new StockulaError('DATA_DIR_IN_USE', {
    expected: `the data directory ${directory.root} to be free or its database to answer`,
    got: `${who} holds it and does not answer`,
    remedy: 'End that process, or choose another folder with STOCKULA_DATA_DIR.',
  });
}

function unusable(directory: DataDirectory, failure: Extract<HostReport, { kind: 'failed' }>): StockulaError {
  if (failure.reason === 'disk-full') {
    return new StockulaError('DISK_FULL', {
      expected: `free space for the data directory ${directory.root}`,
      got: failure.message,
      remedy: 'Free some space and try again; what was committed is safe.',
    });
  }
  return new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `a database that opens in ${directory.root}`,
    got: failure.message,
    remedy: `The log ${directory.hostLog} has the details. If the directory is damaged, restore a copy of it or migrate again into another folder (STOCKULA_DATA_DIR).`,
  });
}
