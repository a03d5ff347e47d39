import type { SortedAnswer } from '../wire/answer.ts';
import type { MessageReader } from '../wire/message-reader.ts';
import * as wire from '../wire/messages.ts';
import { effectsOf } from '../wire/statements.ts';
import type { Backend } from './backend.ts';
import type { BackendShare } from './backend-share.ts';
import { CopyCollection } from './copy-collection.ts';
import { EngineStopped } from './engine-process.ts';
import { IdleClock } from './idle-clock.ts';

/** The client's end of a conversation. */
export interface Client {
  /** Resolves when there is room for more. */
  write(bytes: Buffer): Promise<void>;
  /** Says why and closes the connection. `code` is a SQLSTATE. */
  end(code: string, text: string): void;
}

interface Surroundings {
  readonly backend: Backend;
  readonly idleInTransactionMs: number;
  notify(notification: Buffer, channel: string): void;
}

/** A client that pipelines without a Sync has this much run at a time. */
const largestBatch = 8 << 20;

/** What a batch's answer must not repeat to the client. */
type Muted = { readonly hide?: string; readonly silent?: boolean };

/**
 * The messages of one client after it was let in. They are collected up to a point where the client waits for an
 * answer, then run as one batch. Methods return false when the connection is over.
 */
export class Conversation {
  readonly #share: BackendShare;
  readonly #around: Surroundings;
  readonly #client: Client;
  readonly #idleClock: IdleClock;
  #batch: wire.WireMessage[] = [];
  #batchBytes = 0;
  #copy: CopyCollection | null = null;
  #skipUntilSync = false;
  #running = false;
  #cancelled = false;

  constructor(share: BackendShare, around: Surroundings, client: Client) {
    this.#share = share;
    this.#around = around;
    this.#client = client;
    const seconds = Math.round(around.idleInTransactionMs / 1000);
    this.#idleClock = new IdleClock(
      around.idleInTransactionMs,
      () => around.backend.contended,
      () =>
        client.end(
          '25P03',
          `the transaction was idle for ${seconds} s while others waited, and was rolled back`,
        ),
    );
  }

  /** Answers messages until the client leaves. */
  async hold(reader: MessageReader): Promise<void> {
    for (;;) {
      const incoming = await reader.next();
      if (!incoming || incoming.type === 'X') return;
      if (!(await this.#take(incoming))) return;
    }
  }

  cancel(): void {
    if (!this.#running) return;
    this.#cancelled = true;
    this.#around.backend.interrupt();
  }

  close(): void {
    this.#idleClock.stop();
  }

  #take(incoming: wire.WireMessage): Promise<boolean> {
    if (this.#copy) return this.#takeCopy(incoming, this.#copy);
    if (incoming.type === 'S') this.#skipUntilSync = false;
    if (this.#skipUntilSync) return Promise.resolve(true);
    switch (incoming.type) {
      case 'Q':
        return this.#takeQuery(incoming);
      case 'd':
      case 'c':
      case 'f':
        // Left over from a COPY that failed: PostgreSQL ignores them too.
        return Promise.resolve(true);
      case 'P':
        return this.#takeParse(incoming);
      default:
        return this.#collect(incoming);
    }
  }

  async #takeQuery(incoming: wire.WireMessage): Promise<boolean> {
    const effects = effectsOf(wire.textAt(incoming.bytes, 5).text);
    if (effects.copiesFromStdin) {
      this.#copy = new CopyCollection(incoming);
      await this.#client.write(wire.copyInResponse());
      return true;
    }
    // Within a transaction the backend itself refuses DISCARD ALL.
    const refused = effects.clears === 'DISCARD ALL' && this.#share.status !== 'I';
    if (effects.clears && !refused) return this.#clear(effects.clears);
    this.#share.note(effects);
    return this.#collect(incoming);
  }

  async #takeParse(incoming: wire.WireMessage): Promise<boolean> {
    const { next } = wire.textAt(incoming.bytes, 5);
    const effects = effectsOf(wire.textAt(incoming.bytes, next).text);
    if (!effects.copiesFromStdin) {
      this.#share.note(effects);
      return this.#collect(incoming);
    }
    this.#skipUntilSync = true;
    await this.#client.write(
      wire.errorResponse(
        'ERROR',
        '0A000',
        'the embedded engine takes COPY FROM STDIN only as a simple query',
        'Send it without parameters or preparation.',
      ),
    );
    return true;
  }

  async #takeCopy(incoming: wire.WireMessage, copy: CopyCollection): Promise<boolean> {
    if (!copy.add(incoming)) return true;
    this.#copy = null;
    if (!copy.tooLarge) {
      this.#batch.push(...copy.batch());
      return this.#flush({ hide: 'G' });
    }
    // The backend refuses it, so that an open transaction fails as it would on a server.
    const refusal = `DO $$ BEGIN RAISE EXCEPTION 'COPY data exceeds the embedded engine''s ${copy.limit}' USING ERRCODE = '54000', HINT = 'Send it in several COPY statements.'; END $$`;
    this.#batch.push({ type: 'Q', bytes: wire.simpleQuery(refusal) });
    return this.#flush();
  }

  /** DISCARD ALL or DEALLOCATE ALL of this session alone. */
  async #clear(tag: 'DISCARD ALL' | 'DEALLOCATE ALL'): Promise<boolean> {
    const closes = this.#share.statements.takeCloses();
    this.#batch.push(...closes.map((bytes) => ({ type: '', bytes })), { type: 'S', bytes: wire.sync() });
    if (!(await this.#flush({ silent: true }, tag === 'DISCARD ALL'))) return false;
    const status = this.#share.status === 'I' ? 'I' : 'T';
    await this.#client.write(Buffer.concat([wire.commandComplete(tag), wire.readyForQuery(status)]));
    return true;
  }

  #collect(incoming: wire.WireMessage): Promise<boolean> {
    this.#batch.push(incoming);
    this.#batchBytes += incoming.bytes.length;
    const awaitsAnswer = 'QSHF'.includes(incoming.type) || this.#batchBytes > largestBatch;
    return awaitsAnswer ? this.#flush() : Promise.resolve(true);
  }

  /** Runs what has been collected and sends the answer. */
  async #flush(muted: Muted = {}, discard = false): Promise<boolean> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    this.#idleClock.stop();
    const wasOpen = this.#share.status !== 'I';
    try {
      const answer = await this.#run(batch, muted.hide);
      if (discard && answer.status === 'I') await this.#share.discardAll();
      // Settled before the client takes its answer: one that does not read must not keep others waiting.
      await this.#share.settle(answer);
      if (this.#share.holding) this.#idleClock.start();
      await this.#forward(answer, muted.silent ?? false);
      return true;
    } catch (error) {
      if (!(error instanceof EngineStopped)) throw error;
      return this.#afterEngineStopped(error, batch.at(-1)?.type ?? '', wasOpen);
    }
  }

  async #run(batch: readonly wire.WireMessage[], hide: string | undefined): Promise<SortedAnswer> {
    try {
      return await this.#share.run(batch, hide, () => {
        this.#running = true;
      });
    } finally {
      this.#running = false;
    }
  }

  async #forward(answer: SortedAnswer, silent: boolean): Promise<void> {
    for (const { bytes, channel } of answer.notifications) this.#around.notify(bytes, channel);
    if (!silent && answer.forClient.length > 0) await this.#client.write(answer.forClient);
  }

  async #afterEngineStopped(error: EngineStopped, last: string, wasOpen: boolean): Promise<boolean> {
    if (this.#cancelled) return this.#afterCancel(last, wasOpen);
    await this.#share.abandon();
    this.#client.end(
      error.failure.reason === 'disk-full' ? '53100' : '57P02',
      `the embedded engine stopped (${error.message}); uncommitted work is lost, the engine restarts by itself: connect again`,
    );
    return false;
  }

  /** A client that cancels within a transaction goes on in a failed one, as on a server. */
  async #afterCancel(last: string, wasOpen: boolean): Promise<boolean> {
    this.#cancelled = false;
    if (wasOpen) await this.#share.beginFailed();
    else await this.#share.abandon();
    const parts = [wire.errorResponse('ERROR', '57014', 'canceling statement due to user request')];
    if (last === 'H') this.#skipUntilSync = true;
    else parts.push(wire.readyForQuery(wasOpen ? 'E' : 'I'));
    await this.#client.write(Buffer.concat(parts));
    if (wasOpen) this.#idleClock.start();
    return true;
  }
}
