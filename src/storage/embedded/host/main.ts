// The host process of the embedded database: owns the engine process, serves its socket, keeps house.
// Started by `connectEmbedded`, detached; it stops by itself when nobody has been connected for a while.
import { openSync, rmSync, writeSync } from 'node:fs';
import { messageOf } from '../../../domain/errors.ts';
import { dataDirectoryAt } from '../data-directory.ts';
import { DirectoryLock } from '../directory-lock.ts';
import { writeHolder } from '../holder.ts';
import { Backend } from './backend.ts';
import { EngineStopped } from './engine-process.ts';
import { failureReason } from './failure-reason.ts';
import { folderIdentity } from './folder-identity.ts';
import { Housekeeping } from './housekeeping.ts';
import { Listener } from './listener.ts';
import { endOrphanedEngine } from './orphaned-engine.ts';
import type { HostOptions, HostReport } from './protocol.ts';
import { provideCluster } from './provide-cluster.ts';
import { tcpPassword } from './tcp-password.ts';

// Whatever the user's own mask: nothing of the database is for others to read or write.
process.umask(0o077);

const policyCheckMs = 60_000;
const idleCheckMs = 250;

const options: HostOptions = JSON.parse(process.argv[2] ?? '{}');
const directory = dataDirectoryAt(options.dataDirectory);
const logFd = openSync(directory.hostLog, 'a', 0o600);
const since = new Date().toISOString();
const home = folderIdentity(directory.root);

function log(text: string): void {
  writeSync(logFd, `${new Date().toISOString()} host[${process.pid}] ${text}\n`);
}

/** Tells the process that started this one; it may be gone already. */
async function report(what: HostReport): Promise<void> {
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.(what, undefined, undefined, resolve));
}

function takeDirectory(): DirectoryLock {
  const lock = DirectoryLock.take(directory.hostLock, 0);
  if (!lock) throw new EngineStopped({ reason: 'locked', message: 'another host has the data directory' });
  writeHolder(directory);
  return lock;
}

async function openBackend(): Promise<Backend> {
  await endOrphanedEngine(directory, options.limits.leftEnginePatienceMs, (text) => {
    log(text);
    return report({ kind: 'progress', text });
  });
  await provideCluster(directory, logFd, log, () =>
    report({ kind: 'progress', text: `creating the embedded database in ${directory.root} (once)` }),
  );
  return Backend.open(directory, logFd, log);
}

async function listen(backend: Backend): Promise<Listener> {
  const listener = new Listener({
    backend,
    log,
    idleInTransactionMs: options.limits.idleInTransactionMs,
    maxSessions: options.limits.maxSessions,
    handshakeMs: options.limits.handshakeMs,
    status: () => ({
      pid: process.pid,
      enginePid: backend.enginePid,
      since,
      engineRestarts: backend.restarts,
      idleStopMs: options.idleStopMs,
      port: options.port,
    }),
    // One way to stop, whoever asks. Not a real signal: on Windows that would end the process at once.
    stop: () => process.emit('SIGTERM', 'SIGTERM'),
  });
  if (options.port !== null) await listener.listenOnPort(options.port, tcpPassword(directory.passwordFile));
  await listener.listenOnSocket(directory.socketPath);
  return listener;
}

/**
 * Ends at once, touching nothing, if somebody has removed or replaced the data directory: its paths may lead to
 * another database by now, whose socket and files a graceful stop would spoil.
 */
function leaveIfHomeless(backend: Backend): void {
  if (folderIdentity(directory.root) === home) return;
  log('the data directory was removed or replaced: leaving');
  if (backend.enginePid !== null) process.kill(backend.enginePid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
}

function stopper(
  lock: DirectoryLock,
  backend: Backend,
  listener: Listener,
  housekeeping: Housekeeping,
): (why: string) => void {
  let stopping = false;
  return async (why) => {
    if (stopping) return;
    stopping = true;
    leaveIfHomeless(backend);
    log(`stopping: ${why}`);
    await listener.close();
    await housekeeping.checkpoint().catch((error) => log(`last checkpoint failed: ${messageOf(error)}`));
    await backend.close();
    rmSync(directory.holderFile, { force: true });
    log('stopped');
    // Referred to until here on purpose: a lock that is collected is released.
    lock.release();
    process.exit(0);
  };
}

async function main(): Promise<void> {
  const lock = takeDirectory();
  const backend = await openBackend();
  const listener = await listen(backend);
  const housekeeping = new Housekeeping(backend, options.limits.quietBeforePoliciesMs, log);
  const stop = stopper(lock, backend, listener, housekeeping);
  process.on('SIGTERM', () => stop('asked to'));
  process.on('SIGINT', () => stop('interrupted'));
  let nextPolicies = performance.now() + options.limits.firstPolicyCheckMs;
  setInterval(() => {
    leaveIfHomeless(backend);
    const now = performance.now();
    if (now > nextPolicies && housekeeping.quiet) {
      nextPolicies = now + policyCheckMs;
      housekeeping.runDuePolicies().catch((error) => log(`policies: ${messageOf(error)}`));
      return;
    }
    const idleMs = now - listener.lastBusy;
    if (options.idleStopMs !== null && backend.idle && listener.sessions === 0 && idleMs > options.idleStopMs)
      stop(`nobody connected for ${Math.round(idleMs / 1000)} s`);
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
  await report({ kind: 'failed', reason: failureReason(error, directory.root), message: messageOf(error) });
  process.exit(1);
}
