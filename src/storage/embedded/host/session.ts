import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { messageOf } from '../../../domain/errors.ts';
import { sortAnswer } from '../wire/answer.ts';
import { type MessageReader, ProtocolViolation, protocolVersion3 } from '../wire/message-reader.ts';
import * as wire from '../wire/messages.ts';
import { PreparedStatements } from '../wire/prepared-statements.ts';
import {
  clearsSession,
  isCopyFromStdin,
  listenChange,
  settingChange,
  usesTemporary,
} from '../wire/statements.ts';
import type { Backend } from './backend.ts';
import { EngineStopped } from './engine-process.ts';
import { parseStartup, type StartupParameters, startupAnswer } from './startup.ts';

/** What a session needs of the listener around it. */
export interface SessionContext {
  readonly backend: Backend;
  readonly idleInTransactionMs: number;
  /** Expected from the client; null where the socket's own permissions decide. */
  readonly password: string | null;
  /** Hands notifications to every session that listens. */
  notify(notification: Buffer, channel: string): void;
  log(text: string): void;
}

/** COPY data is held until the client is done, because the engine cannot wait for it. */
const largestCopy = 128 << 20;

interface CopyInProgress {
  readonly statement: Buffer;
  data: Buffer[];
  bytes: number;
}

/**
 * One client connection. Its messages are collected up to a point where the client waits for an answer, then run
 * as one batch while the session has the backend; the backend is passed on when no transaction is open.
 */
export class ClientSession {
  readonly id: number;
  readonly secret = randomInt(2 ** 31 - 1);
  readonly #socket: Socket;
  readonly #context: SessionContext;
  readonly #statements: PreparedStatements;
  readonly #settings = new Map<string, string>();
  readonly #channels = new Set<string>();
  #startupSettings: readonly string[] = [];
  #batch: wire.WireMessage[] = [];
  #copy: CopyInProgress | null = null;
  #skipUntilSync = false;
  #generation = 0;
  #inTransaction = false;
  #holding = false;
  #usedTemporary = false;
  #running = false;
  #cancelled = false;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(id: number, socket: Socket, context: SessionContext) {
    this.id = id;
    this.#socket = socket;
    this.#context = context;
    this.#statements = new PreparedStatements(id);
  }

  /** Serves the client after its startup packet until it leaves. */
  async serve(reader: MessageReader, code: number, body: Buffer): Promise<void> {
    try {
      if (await this.#welcome(reader, code, body)) await this.#converse(reader);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.#fatal('08P01', `expected a PostgreSQL message, got ${error.message}`);
    } finally {
      await this.#leave();
    }
  }

  /** A notification, if this session listens to its channel. */
  hear(notification: Buffer, channel: string): void {
    if (this.#channels.has(channel)) this.#socket.write(notification);
  }

  /** Ends the statement that runs now. Does nothing between statements, as in PostgreSQL. */
  async cancel(): Promise<void> {
    if (!this.#running) return;
    this.#cancelled = true;
    await this.#context.backend.interrupt();
  }

  /** Tells the client why and closes the connection. */
  end(code: string, text: string): void {
    this.#fatal(code, text);
  }

  async #welcome(reader: MessageReader, code: number, body: Buffer): Promise<boolean> {
    if (code !== protocolVersion3) {
      // Minor versions above 3.0 are negotiated down by the clients that know them; others cannot be served.
      if (code >> 16 !== 3) throw new ProtocolViolation(`protocol ${code >> 16}.${code & 0xffff}`);
    }
    const parameters = parseStartup(body);
    if (!(await this.#authenticated(reader))) return false;
    this.#startupSettings = this.#settingsFrom(parameters);
    this.#socket.write(startupAnswer(parameters, this.id, this.secret));
    return true;
  }

  #settingsFrom(parameters: StartupParameters): string[] {
    return parameters.settings.map(({ name, value }) => `SET ${name} = '${value.replaceAll("'", "''")}'`);
  }

  async #authenticated(reader: MessageReader): Promise<boolean> {
    if (this.#context.password === null) return true;
    this.#socket.write(wire.askForPassword());
    const answer = await reader.next();
    if (answer?.type === 'p' && wire.textAt(answer.bytes, 5).text === this.#context.password) return true;
    if (answer)
      this.#fatal('28P01', 'the password is wrong; it is in the file "password" of the data directory');
    return false;
  }

  async #converse(reader: MessageReader): Promise<void> {
    for (;;) {
      const incoming = await reader.next();
      if (!incoming || incoming.type === 'X') return;
      if (!(await this.#take(incoming))) return;
    }
  }

  /** Returns false when the connection is over. */
  async #take(incoming: wire.WireMessage): Promise<boolean> {
    if (this.#copy) return this.#takeCopy(incoming, this.#copy);
    switch (incoming.type) {
      case 'Q':
        return this.#takeQuery(incoming);
      case 'd':
      case 'c':
      case 'f':
        // Left over from a COPY that failed: PostgreSQL ignores them too.
        return true;
      case 'P':
        if (isCopyFromStdin(textOfParse(incoming.bytes))) return this.#refuseExtendedCopy();
        this.#usedTemporary ||= usesTemporary(textOfParse(incoming.bytes));
        break;
      case 'S':
        this.#skipUntilSync = false;
        break;
    }
    if (this.#skipUntilSync) return true;
    this.#batch.push(incoming);
    return incoming.type === 'S' || incoming.type === 'H' ? this.#flush() : true;
  }

  async #takeQuery(incoming: wire.WireMessage): Promise<boolean> {
    const sql = wire.textAt(incoming.bytes, 5).text;
    if (isCopyFromStdin(sql)) {
      this.#copy = { statement: incoming.bytes, data: [], bytes: 0 };
      this.#socket.write(wire.copyInResponse());
      return true;
    }
    this.#usedTemporary ||= usesTemporary(sql);
    const clears = clearsSession(sql);
    if (clears) return this.#clear(clears);
    this.#batch.push(incoming);
    const alive = await this.#flush();
    this.#noteStatement(sql);
    return alive;
  }

  #noteStatement(sql: string): void {
    const setting = settingChange(sql);
    if (setting) {
      this.#settings.delete(setting.name);
      if (setting.name === 'all') this.#settings.clear();
      else if (setting.sql) this.#settings.set(setting.name, setting.sql);
    }
    const heard = listenChange(sql);
    if (heard?.listen) this.#channels.add(heard.channel);
    else if (heard?.channel === '*') this.#channels.clear();
    else if (heard) this.#channels.delete(heard.channel);
  }

  async #takeCopy(incoming: wire.WireMessage, copy: CopyInProgress): Promise<boolean> {
    if (incoming.type === 'd') {
      copy.bytes += incoming.bytes.length;
      if (copy.bytes <= largestCopy) copy.data.push(incoming.bytes);
      else copy.data = [];
      return true;
    }
    if (incoming.type !== 'c' && incoming.type !== 'f') return true;
    this.#copy = null;
    if (copy.bytes > largestCopy) {
      const limit = `${largestCopy >> 20} MB`;
      this.#socket.write(
        wire.errorResponse(
          'ERROR',
          '54000',
          `COPY data exceeds the embedded engine's ${limit}`,
          'Send it in several COPY statements.',
        ),
      );
      this.#batch.push({ type: 'S', bytes: wire.sync() });
      return this.#flush();
    }
    const whole = Buffer.concat([copy.statement, ...copy.data, incoming.bytes]);
    this.#batch.push({ type: 'Q', bytes: whole });
    return this.#flush({ hide: 'G' });
  }

  #refuseExtendedCopy(): boolean {
    this.#batch = [];
    this.#skipUntilSync = true;
    this.#socket.write(
      wire.errorResponse(
        'ERROR',
        '0A000',
        'the embedded engine takes COPY FROM STDIN only as a simple query',
        'Send it without parameters or preparation.',
      ),
    );
    return true;
  }

  async #clear(tag: 'DISCARD ALL' | 'DEALLOCATE ALL'): Promise<boolean> {
    if (tag === 'DISCARD ALL') {
      this.#settings.clear();
      this.#channels.clear();
      this.#batch.push({ type: 'Q', bytes: wire.simpleQuery('DISCARD TEMP') });
      if (!(await this.#flush({ silent: true }))) return false;
    }
    const closes = this.#statements.takeCloses();
    this.#batch.push({ type: 'S', bytes: Buffer.concat([...closes, wire.sync()]) });
    if (!(await this.#flush({ silent: true }))) return false;
    this.#socket.write(
      Buffer.concat([wire.commandComplete(tag), wire.readyForQuery(this.#inTransaction ? 'T' : 'I')]),
    );
    return true;
  }

  /** Runs what has been collected and sends the answer. Returns false when the connection is over. */
  async #flush(how: { hide?: string; silent?: boolean } = {}): Promise<boolean> {
    const batch = this.#batch;
    this.#batch = [];
    this.#disarm();
    try {
      const { fresh, generation } = await this.#context.backend.lease(this.id);
      this.#holding = true;
      if (generation !== this.#generation) await this.#prepareAgain(generation);
      if (fresh) await this.#restoreSettings();
      const unnamed = fresh ? this.#statements.missingUnnamed(batch) : null;
      const messages = batch.map((incoming) => this.#statements.rename(incoming));
      this.#running = true;
      const answer = await this.#context.backend.run(
        Buffer.concat(unnamed ? [unnamed, ...messages] : messages),
      );
      this.#running = false;
      await this.#answer(answer, unnamed ? '1' : how.hide, how.silent ?? false);
      return true;
    } catch (error) {
      this.#running = false;
      if (!(error instanceof EngineStopped)) throw error;
      return this.#afterEngineStopped(error);
    }
  }

  /** Prepared statements are lost with an engine; an error in one shows when the client uses it. */
  async #prepareAgain(generation: number): Promise<void> {
    this.#generation = generation;
    for (const parse of this.#statements.parses()) {
      await this.#context.backend.run(Buffer.concat([parse, wire.sync()]));
    }
    for (const channel of this.#channels)
      await this.#context.backend.run(wire.simpleQuery(`LISTEN "${channel}"`));
  }

  async #restoreSettings(): Promise<void> {
    for (const sql of [...this.#startupSettings, ...this.#settings.values()]) {
      await this.#context.backend.run(wire.simpleQuery(sql));
    }
  }

  /** Forwards the answer, but for the first message of type `hide`, and passes the backend on if it can. */
  async #answer(answer: Buffer, hide: string | undefined, silent: boolean): Promise<void> {
    const { status, notifications, forClient } = sortAnswer(answer, hide);
    for (const { bytes, channel } of notifications) this.#context.notify(bytes, channel);
    if (status !== null) this.#inTransaction = status !== 'I';
    if (status !== null && !this.#inTransaction) await this.#passOn();
    else this.#arm();
    if (silent || forClient.length === 0) return;
    if (!this.#socket.write(forClient))
      await Promise.race([once(this.#socket, 'drain'), once(this.#socket, 'close')]);
  }

  async #passOn(): Promise<void> {
    this.#holding = false;
    await this.#context.backend.release(this.id);
  }

  async #afterEngineStopped(error: EngineStopped): Promise<boolean> {
    this.#inTransaction = false;
    await this.#passOn();
    if (this.#cancelled) {
      this.#cancelled = false;
      this.#socket.write(
        Buffer.concat([
          wire.errorResponse('ERROR', '57014', 'canceling statement due to user request'),
          wire.readyForQuery('I'),
        ]),
      );
      return true;
    }
    this.#fatal(
      '57P02',
      `the embedded engine stopped (${error.message}); uncommitted work is lost, the engine restarts by itself: connect again`,
    );
    return false;
  }

  #arm(): void {
    const { idleInTransactionMs, backend } = this.#context;
    this.#idleTimer = setTimeout(() => {
      if (!backend.contended) return this.#arm();
      const seconds = Math.round(idleInTransactionMs / 1000);
      this.#fatal(
        '25P03',
        `the transaction was idle for ${seconds} s while others waited, and was rolled back`,
      );
    }, idleInTransactionMs);
    this.#idleTimer.unref();
  }

  #disarm(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }

  #fatal(code: string, text: string): void {
    if (this.#socket.writable) this.#socket.end(wire.errorResponse('FATAL', code, text));
    // Readers waiting on a half-closed client must wake up.
    this.#socket.destroySoon();
  }

  /** Undoes what the session left on the shared backend. */
  async #leave(): Promise<void> {
    this.#disarm();
    this.#socket.end();
    const closes = this.#statements.takeCloses();
    try {
      if (this.#holding || this.#usedTemporary || closes.length > 0) {
        await this.#context.backend.lease(this.id);
        // The Sync ends an extended-protocol exchange that the client broke off.
        if (this.#holding)
          await this.#context.backend.run(Buffer.concat([wire.sync(), wire.simpleQuery('ROLLBACK')]));
        if (this.#usedTemporary) await this.#context.backend.run(wire.simpleQuery('DISCARD TEMP'));
        if (closes.length > 0) await this.#context.backend.run(Buffer.concat([...closes, wire.sync()]));
      }
    } catch (error) {
      // An engine that stopped took all of it along.
      if (!(error instanceof EngineStopped))
        this.#context.log(`session ${this.id} could not be cleared: ${messageOf(error)}`);
    } finally {
      await this.#passOn();
    }
  }
}

function textOfParse(bytes: Buffer): string {
  return wire.textAt(bytes, wire.textAt(bytes, 5).next).text;
}
