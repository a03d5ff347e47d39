// The host process of the embedded database: owns the engine process, serves its socket, keeps house.
// Started by `connectEmbedded`, detached; it stops by itself when nobody has been connected for a while.
import { randomBytes } from 'node:crypto';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { messageOf } from '../../../domain/errors.ts';
import { type DataDirectory, dataDirectoryAt } from '../data-directory.ts';
import { Backend } from './backend.ts';
import { EngineStopped, initialiseCluster } from './engine-process.ts';
import { Housekeeping } from './housekeeping.ts';
import { Listener } from './listener.ts';
import type { HostOptions, HostReport } from './protocol.ts';

const policyCheckMs = 60_000;
const idleCheckMs = 1_000;

const options: HostOptions = JSON.parse(process.argv[2] ?? '{}');
const directory = dataDirectoryAt(options.dataDirectory);
const logFd = openSync(directory.hostLog, 'a', 0o600);

function log(text: string): void {
  writeSync(logFd, `${new Date().toISOString()} host[${process.pid}] ${text}\n`);
}

/** Tells the process that started this one; it may be gone already. */
async function report(what: HostReport): Promise<void> {
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.(what, undefined, undefined, resolve));
}

async function openBackend(): Promise<Backend> {
  if (!existsSync(directory.cluster)) {
    await report({ kind: 'progress', text: 'creating the embedded database (once)' });
    await initialiseCluster(directory, logFd);
  }
  return Backend.open(directory, logFd, log);
}

function tcpPassword(at: DataDirectory): string {
  if (!existsSync(at.passwordFile))
    writeFileSync(at.passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return readFileSync(at.passwordFile, 'utf8').trim();
}

async function main(): Promise<void> {
  const backend = await openBackend();
  const listener = new Listener({
    backend,
    log,
    idleInTransactionMs: options.idleInTransactionMs,
    maxSessions: options.maxSessions,
  });
  const housekeeping = new Housekeeping(backend, log);
  if (options.port !== null) await listener.listenOnPort(options.port, tcpPassword(directory));
  await listener.listenOnSocket(directory.socketPath);

  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log(`stopping: ${why}`);
    await listener.close();
    await housekeeping.checkpoint().catch((error) => log(`last checkpoint failed: ${messageOf(error)}`));
    await backend.close();
    rmSync(directory.holderFile, { force: true });
    log('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('asked to'));
  process.on('SIGINT', () => void stop('interrupted'));
  let lastPolicies = performance.now() - policyCheckMs + options.firstPolicyCheckMs;
  setInterval(() => {
    if (stopping || !backend.idle) return;
    if (performance.now() - lastPolicies > policyCheckMs) {
      lastPolicies = performance.now();
      housekeeping.runDuePolicies().catch((error) => log(`policies: ${messageOf(error)}`));
      return;
    }
    const idleMs = performance.now() - listener.lastBusy;
    const { idleStopMs } = options;
    if (idleStopMs !== null && listener.sessions === 0 && idleMs > idleStopMs) {
      void stop(`nobody connected for ${Math.round(idleMs / 1000)} s`);
    }
  }, idleCheckMs);
  log(`serving ${directory.socketPath}${options.port === null ? '' : ` and 127.0.0.1:${options.port}`}`);
  await report({ kind: 'ready' });
  if (process.connected) process.disconnect();
}

process.on('uncaughtException', (error) => {
  log(`unexpected: ${error.stack ?? error.message}`);
  process.exit(1);
});

try {
  await main();
} catch (error) {
  log(`cannot serve: ${messageOf(error)}`);
  const reason = error instanceof EngineStopped ? error.failure.reason : 'cannot-open';
  await report({ kind: 'failed', reason, message: messageOf(error) });
  process.exit(1);
}
