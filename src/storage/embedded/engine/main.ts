// The engine process: one PostgreSQL backend as WebAssembly, under Node's permission model. It may touch its own
// package and the data directory and nothing else, and it speaks only with its host over stdin and stdout.
import { Console } from 'node:console';
import { dirname } from 'node:path';
import { messageOf } from '../../../domain/errors.ts';
import { dataDirectoryAt } from '../data-directory.ts';
import { DirectoryLock } from '../directory-lock.ts';
import { type EngineFailure, type FrameKind, frameHeader, frameKinds, readFrames } from '../frames.ts';
import { writeEngineHolder } from '../holder.ts';
import { avoidBufferBoundary } from '../wire/buffer-boundary.ts';
import { initialise } from './initialise.ts';
import { openPglite } from './open-pglite.ts';

const [mode, cluster = '', lockFile = '', pglite = '', timescaledb = ''] = process.argv.slice(2);
const modules = { pglite, timescaledb };
/** A killed host's engine needs at most the rest of its statement to let go. */
const lockWaitMs = 10_000;

function send(kind: FrameKind, payload: Uint8Array): Promise<void> {
  process.stdout.write(frameHeader(kind, payload.length));
  return new Promise((resolve) => process.stdout.write(payload, () => resolve()));
}

async function fail(failure: EngineFailure): Promise<never> {
  await send(frameKinds.failed, Buffer.from(JSON.stringify(failure)));
  process.exit(1);
}

function reasonOf(error: unknown): EngineFailure['reason'] {
  return /ENOSPC|No space left|errno: 51/i.test(messageOf(error)) ? 'disk-full' : 'cannot-open';
}

async function serve(): Promise<void> {
  const database = await openPglite(cluster, modules);
  await send(frameKinds.ready, new Uint8Array(0));
  for await (const frame of readFrames(process.stdin)) {
    if (frame.kind === frameKinds.stop) break;
    // execProtocolRaw would be leaner, but it leaks memory.
    const { data } = await database.execProtocol(avoidBufferBoundary(frame.payload), {
      throwOnError: false,
      syncToFs: false,
    });
    await send(frameKinds.answer, data);
  }
  // Reached on `stop` and when the host died: its end of the pipe is closed then.
  await database.close();
}

/** For a later host, should this one's be killed. A disk too full for it is no reason not to serve. */
function noteOneself(): void {
  try {
    writeEngineHolder(dataDirectoryAt(dirname(lockFile)));
  } catch (error) {
    process.stderr.write(`the engine could not note itself down: ${messageOf(error)}\n`);
  }
}

// Nothing but frames may reach stdout.
process.umask(0o077);
globalThis.console = new Console(process.stderr, process.stderr);

const lock = DirectoryLock.take(lockFile, lockWaitMs);
if (!lock) await fail({ reason: 'locked', message: 'another process has the cluster open' });
noteOneself();
try {
  await (mode === 'initialise' ? initialise(cluster, modules) : serve());
  lock?.release();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  await fail({ reason: reasonOf(error), message: messageOf(error) });
}
