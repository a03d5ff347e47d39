import { type SortedAnswer, sortAnswer } from '../wire/answer.ts';
import * as wire from '../wire/messages.ts';
import { PreparedStatements } from '../wire/prepared-statements.ts';
import type { StatementEffects } from '../wire/statements.ts';
import type { Backend } from './backend.ts';
import { EngineStopped } from './engine-process.ts';
import { SessionSettings } from './session-settings.ts';
import type { SessionId } from './turn-queue.ts';

/**
 * One session's share of the backend: makes the backend look as the session left it before its messages run, and
 * keeps what it leaves behind apart from other sessions.
 */
export class BackendShare {
  readonly #id: SessionId;
  readonly #backend: Backend;
  readonly statements: PreparedStatements;
  readonly settings: SessionSettings;
  #generation = 0;
  #status = 'I';
  #holding = false;
  /** What the statements of the open transaction do to the session. */
  #effects: StatementEffects[] = [];

  constructor(id: SessionId, backend: Backend, log: (text: string) => void) {
    this.#id = id;
    this.#backend = backend;
    this.statements = new PreparedStatements(id);
    this.settings = new SessionSettings(backend, log);
  }

  /** Transaction status as the client last heard it. */
  get status(): string {
    return this.#status;
  }

  /** Whether other sessions must wait for this one. */
  get holding(): boolean {
    return this.#holding;
  }

  note(effects: StatementEffects): void {
    this.#effects.push(effects);
    this.settings.note(effects.settings);
  }

  /**
   * Waits for the backend and runs a batch; keeps the backend until `settle`.
   * @param onTurn called when the batch is about to run, after any wait
   * @param hide type of a message the answer begins with that the client has had already or did not ask for
   * @throws EngineStopped if the engine dies, or has died since an open transaction of the session began
   */
  async run(
    batch: readonly wire.WireMessage[],
    hide: string | undefined,
    onTurn: () => void,
  ): Promise<SortedAnswer> {
    const { fresh, generation } = await this.#lease();
    if (generation !== this.#generation) await this.#prepareAgain(generation);
    if (fresh) await this.settings.restore();
    const unnamed = fresh ? this.statements.missingUnnamed(batch) : null;
    const messages = batch.map((incoming) => this.statements.rename(incoming));
    onTurn();
    const answer = await this.#backend.run(unnamed ? [unnamed, ...messages] : messages);
    const sorted = sortAnswer(answer, unnamed ? '1' : hide);
    this.#status = sorted.status ?? this.#status;
    return sorted;
  }

  /** After the answer went out: passes the backend on if no transaction is open and the exchange is over. */
  async settle(answer: SortedAnswer): Promise<void> {
    if (answer.status !== 'I') return;
    try {
      await this.#takeStock();
    } finally {
      await this.#passOn();
    }
  }

  /** The engine died under a transaction: gives the turn back with nothing to undo. */
  async abandon(): Promise<void> {
    this.#status = 'I';
    this.#effects = [];
    await this.#passOn();
  }

  /** Opens a transaction that has failed already, in place of one that a cancelled statement took along. */
  async beginFailed(): Promise<void> {
    const { generation } = await this.#lease(false);
    await this.#prepareAgain(generation);
    await this.settings.restore();
    await this.#backend.run([wire.simpleQuery('BEGIN')]);
    await this.#backend.run([wire.simpleQuery('SELECT 1/0')]);
    this.#status = 'E';
  }

  /** Undoes what the session left on the backend, when its client is gone. */
  async leave(): Promise<void> {
    this.#backend.channels.unlisten(this.#id, '*');
    const closes = this.statements.takeCloses();
    const leavesTables = this.#backend.temporaryTables.has(this.#id);
    if (!this.#holding && closes.length === 0 && !leavesTables) return;
    try {
      await this.#backend.lease(this.#id);
      // The Sync ends an extended-protocol exchange that the client broke off.
      if (this.#holding) await this.#backend.run([wire.sync(), wire.simpleQuery('ROLLBACK')]);
      await this.#backend.temporaryTables.drop(this.#backend, this.#id);
      if (closes.length > 0) await this.#backend.run([...closes, wire.sync()]);
    } finally {
      await this.#passOn();
    }
  }

  /** What DISCARD ALL does, for this session alone. */
  async discardAll(): Promise<void> {
    this.settings.forget();
    this.#backend.channels.unlisten(this.#id, '*');
    await this.#backend.temporaryTables.drop(this.#backend, this.#id);
    this.#backend.resetBeforeNext();
  }

  async #lease(mustGoOn = true): Promise<{ fresh: boolean; generation: number }> {
    const wasHolding = this.#holding;
    this.#holding = true;
    const outcome = await this.#backend.lease(this.#id);
    if (mustGoOn && wasHolding && outcome.fresh)
      throw new EngineStopped({ reason: 'crashed', message: 'it stopped while the transaction was open' });
    return outcome;
  }

  /** An error in one shows when the client uses it. */
  async #prepareAgain(generation: number): Promise<void> {
    this.#generation = generation;
    for (const parse of this.statements.parses()) await this.#backend.run([parse, wire.sync()]);
  }

  async #takeStock(): Promise<void> {
    const effects = this.#effects;
    this.#effects = [];
    if (effects.some(({ temporary }) => temporary))
      await this.#backend.temporaryTables.collect(this.#backend, this.#id);
    if (effects.some(({ deallocatesAll }) => deallocatesAll)) this.#backend.forgetPrepared();
    const listens = effects.flatMap((effect) => effect.listens);
    for (const { listen, channel } of listens) {
      if (listen) this.#backend.channels.listen(this.#id, channel);
      else this.#backend.channels.unlisten(this.#id, channel);
    }
    if (listens.some(({ listen }) => !listen)) await this.#backend.ask(this.#backend.channels.statements());
    await this.settings.collect();
  }

  async #passOn(): Promise<void> {
    this.#holding = false;
    await this.#backend.release(this.#id);
  }
}
