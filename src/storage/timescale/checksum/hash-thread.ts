import { Worker } from 'node:worker_threads';
import type { RowBlock, SumDigits } from './row-block.ts';

/** Blocks that may wait for the thread, 256 KB each; more are left to the caller. */
const mostWaiting = 32;

/** What the thread tells: that it has done with a block, or at its end the sums. */
export type HashThreadAnswer = 'done' | SumDigits;

/** A thread that hashes rows, so that reading and sending others goes on meanwhile. */
export class HashThread {
  readonly #worker = new Worker(new URL('./hash-worker.ts', import.meta.url), {
    // It holds a block and the sums; V8 would take what it can get.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
  });
  readonly #sums: Promise<SumDigits>;
  #waiting = 0;

  constructor() {
    // A command that fails meanwhile ends without waiting for it.
    this.#worker.unref();
    this.#sums = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: HashThreadAnswer) => {
        if (answer === 'done') this.#waiting -= 1;
        else resolve(answer);
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) =>
        reject(new Error(`the thread that hashes rows ended with ${code}`)),
      );
    });
    // Awaited at the end; until then it must not count as unhandled.
    this.#sums.catch(() => undefined);
  }

  /** Hands a block over, whose memory is the thread's from then on; false where too many wait. */
  take({ bytes, ends, groups, rows }: RowBlock): boolean {
    if (this.#waiting >= mostWaiting) return false;
    this.#waiting += 1;
    this.#worker.postMessage({ bytes, ends, groups, rows } satisfies RowBlock, [
      bytes.buffer,
      ends.buffer,
      groups.buffer,
    ]);
    return true;
  }

  /** The sums of all blocks. Throws if the thread failed. */
  async end(): Promise<SumDigits> {
    this.#worker.ref();
    this.#worker.postMessage(null);
    try {
      return await this.#sums;
    } finally {
      await this.#worker.terminate();
    }
  }

  async abandon(): Promise<void> {
    await this.#worker.terminate();
  }
}
